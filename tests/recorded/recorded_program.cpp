// SPDX-License-Identifier: GPL-3.0-or-later
// A program to be recorded: it knows nothing of Interleave and uses one kind of object each time.
//   recorded_program WHAT [NUMBER]
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <map>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <spawn.h>
#include <string>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

extern char** environ;

namespace {

using namespace std::chrono_literals;

int number = 0; ///< the second argument

/// A thread of which others know that it waits.
class Waiter {
public:
    explicit Waiter(std::function<void()> wait)
        : thread_([this, wait = std::move(wait)] {
            id_.store(gettid());
            wait();
        }) {}

    /// Returns when the thread sleeps in the kernel, as who waits for a lock does.
    void await_wait() const {
        while (id_.load() == 0 || state() != 'S')
            std::this_thread::sleep_for(1ms);
    }
    std::thread& thread() noexcept { return thread_; }
    void join() { thread_.join(); }

private:
    char state() const {
        std::ifstream file("/proc/self/task/" + std::to_string(id_.load()) + "/stat");
        std::string text;
        std::getline(file, text, '\0');
        const std::size_t name_end = text.rfind(')');
        return name_end == std::string::npos || name_end + 2 >= text.size() ? '?' : text[name_end + 2];
    }

    std::atomic<pid_t> id_{0};
    std::thread thread_;
};

pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
bool is_ready = false;

int contended_mutex() {
    pthread_mutex_lock(&mutex);
    Waiter waiter([] {
        pthread_setname_np(pthread_self(), "waiter");
        pthread_mutex_lock(&mutex);
        pthread_mutex_unlock(&mutex);
    });
    waiter.await_wait();
    pthread_mutex_unlock(&mutex);
    waiter.join();
    return 0;
}

/// Many short holds of a lock that nobody else wants.
int free_mutex() {
    for (int i = 0; i < number; ++i) {
        pthread_mutex_lock(&mutex);
        pthread_mutex_unlock(&mutex);
    }
    return 0;
}

int waited_condition() {
    Waiter waiter([] {
        pthread_mutex_lock(&mutex);
        while (!is_ready)
            pthread_cond_wait(&condition, &mutex);
        pthread_mutex_unlock(&mutex);
    });
    waiter.await_wait();
    pthread_mutex_lock(&mutex);
    is_ready = true;
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&mutex);
    waiter.join();
    return 0;
}

int cancelled_wait() {
    Waiter waiter([] {
        pthread_mutex_lock(&mutex);
        pthread_cleanup_push([](void*) { pthread_mutex_unlock(&mutex); }, nullptr);
        while (!is_ready)
            pthread_cond_wait(&condition, &mutex);
        pthread_cleanup_pop(1);
    });
    waiter.await_wait();
    pthread_cancel(waiter.thread().native_handle());
    waiter.join();
    // The cancelled thread has given the mutex back.
    return pthread_mutex_trylock(&mutex);
}

int waited_semaphore() {
    static sem_t semaphore;
    sem_init(&semaphore, 0, 0);
    Waiter waiter([] { sem_wait(&semaphore); });
    waiter.await_wait();
    sem_post(&semaphore);
    waiter.join();
    return sem_destroy(&semaphore);
}

int read_write_lock() {
    static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
    pthread_rwlock_rdlock(&lock);
    Waiter writer([] {
        pthread_rwlock_wrlock(&lock);
        pthread_rwlock_unlock(&lock);
    });
    writer.await_wait();
    pthread_rwlock_unlock(&lock);
    writer.join();
    return 0;
}

int barrier() {
    static pthread_barrier_t meeting;
    pthread_barrier_init(&meeting, nullptr, 2);
    Waiter early([] { pthread_barrier_wait(&meeting); });
    early.await_wait();
    pthread_barrier_wait(&meeting);
    early.join();
    return pthread_barrier_destroy(&meeting);
}

int spin_lock() {
    static pthread_spinlock_t lock;
    pthread_spin_init(&lock, 0);
    pthread_spin_lock(&lock);
    std::atomic<bool> is_about_to_wait{false};
    std::thread waiter([&] {
        is_about_to_wait.store(true);
        pthread_spin_lock(&lock);
        pthread_spin_unlock(&lock);
    });
    while (!is_about_to_wait.load())
        std::this_thread::yield();
    std::this_thread::sleep_for(100ms); // who spins does not sleep, and cannot be seen to wait
    pthread_spin_unlock(&lock);
    waiter.join();
    return 0;
}

int atomic_wait() {
    static std::atomic<int> word{0};
    Waiter waiter([] { word.wait(0); });
    waiter.await_wait();
    word.store(1);
    word.notify_one();
    waiter.join();
    return 0;
}

int short_threads() {
    for (int i = 0; i < number; ++i)
        std::thread([] {}).join();
    return 0;
}

int threads_at_once() {
    std::vector<std::thread> threads;
    std::atomic<int> running{0};
    for (int i = 0; i < number; ++i)
        threads.emplace_back([&] {
            ++running;
            while (running.load() < number)
                std::this_thread::sleep_for(1ms);
        });
    for (std::thread& thread : threads)
        thread.join();
    return 0;
}

int wait_for_child(pid_t child) {
    int status = 0;
    if (waitpid(child, &status, 0) != child)
        return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int forked() {
    const pid_t child = fork();
    if (child == 0) {
        std::this_thread::sleep_for(20ms);
        _exit(number);
    }
    return wait_for_child(child) == number ? 0 : 1;
}

std::string self;

int run_self(char* const* environment) {
    std::string what = "free-mutex";
    std::string times = "100";
    const std::array<char*, 4> arguments{self.data(), what.data(), times.data(), nullptr};
    pid_t child = 0;
    if (posix_spawn(&child, self.c_str(), nullptr, nullptr, arguments.data(), environment) != 0)
        return 1;
    return wait_for_child(child);
}

int spawned() {
    return run_self(environ);
}

int spawned_without_environment() {
    char* const none = nullptr;
    return run_self(&none);
}

int vforked() {
    std::string what = "free-mutex";
    std::string times = "100";
    const std::array<char*, 4> arguments{self.data(), what.data(), times.data(), nullptr};
    const pid_t child = vfork();
    if (child == 0) {
        execv(self.c_str(), arguments.data());
        _exit(1);
    }
    return wait_for_child(child);
}

int executed() {
    execl(self.c_str(), "renamed", "contended-mutex", static_cast<char*>(nullptr));
    return 1;
}

int failed_execution() {
    execl("/no/such/program", "none", static_cast<char*>(nullptr));
    return contended_mutex();
}

int closes_all() {
    close_range(3, ~0U, 0);
    return contended_mutex();
}

int daemon_process() {
    const pid_t child = fork();
    if (child > 0)
        _exit(0);
    setsid();
    std::this_thread::sleep_for(200ms);
    return contended_mutex();
}

volatile sig_atomic_t signals_seen = 0;

int signal_storm() {
    static sem_t semaphore;
    sem_init(&semaphore, 0, 0);
    struct sigaction action {};
    action.sa_handler = [](int) {
        signals_seen = signals_seen + 1;
        sem_post(&semaphore);
    };
    sigaction(SIGUSR1, &action, nullptr);
    std::atomic<bool> stop{false};
    std::thread worker([&] {
        while (!stop.load()) {
            pthread_mutex_lock(&mutex);
            pthread_mutex_unlock(&mutex);
        }
    });
    for (int i = 0; i < 2000; ++i)
        pthread_kill(worker.native_handle(), SIGUSR1);
    stop.store(true);
    worker.join();
    return signals_seen > 0 ? 0 : 1;
}

int crash() {
    return raise(SIGSEGV);
}

int exits() {
    return number;
}

int endless() {
    for (;;)
        pause();
}

int stubborn() {
    for (const int signal : {SIGINT, SIGTERM})
        std::signal(signal, SIG_IGN);
    return endless();
}

/// Ends in an orderly way when it is asked to.
int polite() {
    std::signal(SIGINT, [](int) {
        constexpr char words[] = "saved\n";
        [[maybe_unused]] const ssize_t written = write(STDOUT_FILENO, words, std::strlen(words));
        _exit(3);
    });
    return endless();
}

int prints_environment() {
    for (char** variable = environ; *variable != nullptr; ++variable)
        std::puts(*variable);
    return 0;
}

int echoes() {
    std::array<char, 256> line{};
    while (std::fgets(line.data(), line.size(), stdin) != nullptr)
        std::printf("got %s", line.data());
    return 0;
}

int lists_descriptors() {
    for (int descriptor = 0; descriptor < 64; ++descriptor)
        if (fcntl(descriptor, F_GETFD) >= 0)
            std::printf("%d\n", descriptor);
    return 0;
}

/// All ways to sleep, 10 ms each.
int sleeps() {
    const timespec time{0, 10'000'000};
    timeval for_select{0, 10'000};
    nanosleep(&time, nullptr);
    clock_nanosleep(CLOCK_MONOTONIC, 0, &time, nullptr);
    usleep(10'000);
    poll(nullptr, 0, 10);
    ppoll(nullptr, 0, &time, nullptr);
    select(0, nullptr, nullptr, nullptr, &for_select);
    pselect(0, nullptr, nullptr, nullptr, &time, nullptr);
    return 0;
}

const std::map<std::string, int (*)()> programs{
    {"sleeps", sleeps},
    {"contended-mutex", contended_mutex},
    {"free-mutex", free_mutex},
    {"condition", waited_condition},
    {"cancelled", cancelled_wait},
    {"semaphore", waited_semaphore},
    {"read-write-lock", read_write_lock},
    {"barrier", barrier},
    {"spin-lock", spin_lock},
    {"atomic-wait", atomic_wait},
    {"short-threads", short_threads},
    {"threads-at-once", threads_at_once},
    {"fork", forked},
    {"spawn", spawned},
    {"spawn-without-environment", spawned_without_environment},
    {"vfork", vforked},
    {"execute", executed},
    {"failed-execution", failed_execution},
    {"close-all", closes_all},
    {"daemon", daemon_process},
    {"signals", signal_storm},
    {"crash", crash},
    {"exit", exits},
    {"endless", endless},
    {"stubborn", stubborn},
    {"polite", polite},
    {"environment", prints_environment},
    {"echo", echoes},
    {"descriptors", lists_descriptors},
};

} // namespace

int main(int argc, char** argv) {
    std::array<char, 4096> path{};
    if (readlink("/proc/self/exe", path.data(), path.size() - 1) > 0)
        self = path.data();
    number = argc > 2 ? std::atoi(argv[2]) : 0;
    const auto program = programs.find(argc > 1 ? argv[1] : "");
    if (program == programs.end())
        return 2;
    return program->second();
}
