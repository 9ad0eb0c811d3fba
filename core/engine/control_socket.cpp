// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/control_socket.h"

#include "core/event/refused_call.h"
#include "core/event/write_all.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace interleave {

namespace {

constexpr std::size_t longest_packet = 32U << 10U;
constexpr std::size_t longest_text = 64U << 20U;

// The first byte of a packet. So no packet is empty, and an empty one means that the connection has ended.
constexpr char text_inside = 'T';
constexpr char text_in_memfd = 'M';

/// With these seals a descriptor is a memfd whose bytes can neither change nor vanish while they are read.
constexpr int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

Descriptor to_memfd(std::string_view text) noexcept {
    Descriptor file(memfd_create("interleave-text", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file || write_all(file.get(), text) != 0 || fcntl(file.get(), F_ADD_SEALS, seals) != 0)
        return {};
    return file;
}

bool from_memfd(const Descriptor& file, std::string& text) {
    struct stat status {};
    if (fcntl(file.get(), F_GET_SEALS) != seals || fstat(file.get(), &status) != 0 || status.st_size < 0 ||
        static_cast<std::size_t>(status.st_size) > longest_text)
        return false;
    text.resize(static_cast<std::size_t>(status.st_size));
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t got =
            pread(file.get(), text.data() + done, text.size() - done, static_cast<off_t>(done));
        if (got > 0)
            done += static_cast<std::size_t>(got);
        else if (got == 0 || errno != EINTR)
            return false;
    }
    return true;
}

union DescriptorMessage {
    cmsghdr header; // only for its alignment
    std::array<char, CMSG_SPACE(sizeof(int))> bytes;
};

} // namespace

std::pair<ControlSocket, ControlSocket> ControlSocket::make_pair() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw_refused_call("make a control socket", errno);
    return {ControlSocket(Descriptor(ends[0])), ControlSocket(Descriptor(ends[1]))};
}

bool ControlSocket::send(std::string_view text) const noexcept {
    const bool inside = text.size() <= longest_packet;
    char tag = inside ? text_inside : text_in_memfd;
    std::array<iovec, 2> parts{iovec{&tag, 1}, iovec{const_cast<char*>(text.data()), text.size()}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = inside ? 2 : 1;
    Descriptor file;
    DescriptorMessage attached{};
    if (!inside) {
        file = to_memfd(text);
        if (!file)
            return false;
        message.msg_control = attached.bytes.data();
        message.msg_controllen = attached.bytes.size();
        cmsghdr* const header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        const int number = file.get();
        std::memcpy(CMSG_DATA(header), &number, sizeof number);
    }
    ssize_t sent = 0;
    do {
        sent = sendmsg(descriptor_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (sent < 0 && errno == EINTR);
    return sent > 0;
}

ControlSocket::Received ControlSocket::receive(std::string& text, std::chrono::microseconds wait) {
    const std::int64_t us = std::max<std::int64_t>(wait.count(), 0);
    const timespec limit{us / 1'000'000, us % 1'000'000 * 1000};
    pollfd ready{descriptor_.get(), POLLIN, 0};
    if (ppoll(&ready, 1, &limit, nullptr) <= 0)
        return Received::nothing;
    return take_packet(text);
}

ControlSocket::Received ControlSocket::take_packet(std::string& text) {
    text.resize(1 + longest_packet);
    iovec part{text.data(), text.size()};
    DescriptorMessage attached{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = attached.bytes.data();
    message.msg_controllen = attached.bytes.size();
    ssize_t got = 0;
    do {
        got = recvmsg(descriptor_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        // ECONNRESET is reported once if the other end closed without reading everything. What it sent can
        // still be read.
    } while (got < 0 && (errno == EINTR || errno == ECONNRESET));
    if (got < 0)
        return errno == EAGAIN ? Received::nothing : Received::closed;
    Descriptor file;
    const cmsghdr* const header = CMSG_FIRSTHDR(&message);
    if (header != nullptr && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
        header->cmsg_len == CMSG_LEN(sizeof(int))) {
        int number = -1;
        std::memcpy(&number, CMSG_DATA(header), sizeof number);
        file = Descriptor(number);
    }
    if (got == 0 || (message.msg_flags & MSG_TRUNC) != 0)
        return Received::closed;
    if (text.front() == text_in_memfd)
        return file && from_memfd(file, text) ? Received::text : Received::closed;
    text.resize(static_cast<std::size_t>(got));
    text.erase(0, 1);
    return Received::text;
}

void ControlSocket::shut_down() const noexcept {
    shutdown(descriptor_.get(), SHUT_RDWR);
}

} // namespace interleave
