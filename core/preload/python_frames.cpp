// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/python_frames.h"

#include "core/preload/python_source.h"
#include "core/preload/session.h"

#include <array>
#include <unistd.h>

namespace interleave::preload {

namespace {

/// What is known of a code object. They are many calls of few functions, so that is kept.
struct Code {
    PyObject code; ///< a reference, so that no other code object gets this address
    std::uint32_t file;
    bool is_of_library;
    Text<name_capacity> name;
};
/// Those of the main interpreter, guarded by its lock. Two codes that share a place replace each other.
constexpr std::size_t most_codes = 4096;
constinit std::array<Code, most_codes> codes{};
/// The one that was looked at last, of another interpreter.
thread_local constinit Code code_elsewhere{};

template <std::size_t capacity>
bool add_text_attribute(Text<capacity>& text, PyObject object, const char* attribute) noexcept {
    const PyReference value(python().attribute(object, attribute));
    const char* const found = value ? python().as_utf8(value.get()) : nullptr;
    if (found == nullptr) {
        python().clear_error();
        return false;
    }
    text.add(found);
    return true;
}

bool is_path_of_library(std::string_view path) noexcept {
    return path.starts_with('<') || path.find("/lib/python3") != std::string_view::npos ||
           path.find("/site-packages/") != std::string_view::npos;
}

/// Makes the path of a file absolute, so that the host finds it, too.
void add_absolute(Text<path_capacity>& text, std::string_view path) noexcept {
    std::array<char, path_capacity> folder{};
    if (!path.starts_with('/') && getcwd(folder.data(), folder.size()) != nullptr)
        text.add(folder.data()).add("/");
    text.add(path);
}

Code& place_of_code(PyObject code) noexcept {
    return codes[(reinterpret_cast<std::uintptr_t>(code) >> 4U) % most_codes];
}

void look_at(PyObject code, Code& entry) noexcept {
    if (!add_text_attribute(entry.name, code, "co_qualname")) // 3.11 and later
        add_text_attribute(entry.name, code, "co_name");
    const PyReference path(python().attribute(code, "co_filename"));
    const char* const text = path ? python().as_utf8(path.get()) : nullptr;
    if (text == nullptr)
        python().clear_error();
    entry.is_of_library = text == nullptr || is_path_of_library(text);
    if (!entry.is_of_library) {
        Text<path_capacity> absolute;
        add_absolute(absolute, text);
        entry.file = enter_source(absolute.view());
    }
}

/// Returns what is known of a code object. In another interpreter than the main one it is overwritten by the
/// next call in this thread.
const Code& code_of(PyObject code) noexcept {
    if (!is_in_main_interpreter()) {
        code_elsewhere = {};
        look_at(code, code_elsewhere);
        return code_elsewhere;
    }
    Code& entry = place_of_code(code);
    if (entry.code == code)
        return entry;
    if (entry.code != nullptr)
        python().forget(entry.code);
    entry = {};
    entry.code = code;
    python().keep(code);
    look_at(code, entry);
    return entry;
}

/// Returns a new reference to a local variable of a frame, or nullptr.
PyObject local_of(PyObject frame, const char* name) noexcept {
    PyObject found = nullptr;
    if (python().frame_variable != nullptr) {
        found = python().frame_variable(frame, name);
    } else {
        const PyReference locals(python().frame_locals != nullptr ? python().frame_locals(frame)
                                                                  : python().attribute(frame, "f_locals"));
        if (locals)
            found = python().item_by_name(locals.get(), name);
    }
    if (found == nullptr)
        python().clear_error();
    return found;
}

void note_self(PyObject frame, std::uintptr_t& address, Text<name_capacity>& type) noexcept {
    const PyReference self(local_of(frame, "self"));
    if (!self)
        return;
    address = reinterpret_cast<std::uintptr_t>(self.get());
    type.clear();
    const PyReference of_type(python().attribute(self.get(), "__class__"));
    if (!of_type || !add_text_attribute(type, of_type.get(), "__name__"))
        python().clear_error();
}

/// Before 3.11 a code object does not say which class its function is of.
bool is_function(std::string_view name, std::string_view wanted) noexcept {
    return name == wanted || (wanted.size() > name.size() && wanted.ends_with(name) &&
                              wanted[wanted.size() - name.size() - 1] == '.');
}

bool ends_with_init(std::string_view name) noexcept {
    return name == "__init__" || name.ends_with(".__init__");
}

/// The frames of the library between the calling thread and the line of the program, the innermost first.
class LibraryFrames {
public:
    LibraryFrames() noexcept {
        PyObject frame = python().get_frame(); // borrowed, as it lives as long as this thread is in it
        while (frame != nullptr && count_ < most) {
            const PyReference code(python().frame_code(frame));
            const Code& known = code_of(code.get());
            if (!known.is_of_library) {
                site_ = make_site(known.file, static_cast<std::uint32_t>(python().frame_line(frame)));
                break;
            }
            frames_[count_++] = frame;
            frame = python().frame_back(frame); // a reference of its own
        }
        outermost_ = frame;
    }
    ~LibraryFrames() {
        for (std::size_t i = 1; i < count_; ++i)
            python().forget(frames_[i]);
        if (count_ > 0 && outermost_ != nullptr)
            python().forget(outermost_);
    }
    LibraryFrames(const LibraryFrames&) = delete;
    LibraryFrames& operator=(const LibraryFrames&) = delete;

    SiteId site() const noexcept { return site_; }
    std::size_t size() const noexcept { return count_; }
    PyObject operator[](std::size_t index) const noexcept { return frames_[index]; }
    const Code& code(std::size_t index) const noexcept {
        const PyReference code(python().frame_code(frames_[index]));
        return code_of(code.get());
    }

private:
    static constexpr std::size_t most = 24;

    std::array<PyObject, most> frames_{};
    std::size_t count_ = 0;
    PyObject outermost_ = nullptr; ///< the frame behind them
    SiteId site_ = 0;
};

/// The methods of a thread itself say nothing of what it waits for.
bool is_of_thread(std::string_view name) noexcept {
    return name.starts_with("Thread._bootstrap") || name == "Thread.run";
}

/// Looks for the method by which an object of the library is waited for, from the program's line inwards.
void find_called(const LibraryFrames& frames, PythonPlace& place) noexcept {
    for (std::size_t i = frames.size(); i > 0 && place.self == 0; --i) {
        if (place.called.empty())
            place.called.add(frames.code(i - 1).name.view());
        note_self(frames[i - 1], place.self, place.type);
    }
}

/// The same where no line is of the program, from the innermost frame outwards.
void find_innermost_called(const LibraryFrames& frames, PythonPlace& place) noexcept {
    for (std::size_t i = 0; i < frames.size() && place.self == 0; ++i) {
        const std::string_view name = frames.code(i).name.view();
        if (is_of_thread(name))
            break;
        place.called.clear();
        place.called.add(name);
        note_self(frames[i], place.self, place.type);
    }
}

} // namespace

void forget_codes() noexcept {
    for (Code& entry : codes)
        entry = {};
}

PythonPlace python_place() noexcept {
    PythonPlace place;
    const UnseenByPython unseen;
    const LibraryFrames frames;
    place.site = frames.site();
    if (place.site != 0)
        find_called(frames, place);
    else
        find_innermost_called(frames, place);
    for (std::size_t i = frames.size(); i > 0 && place.made == 0; --i)
        if (ends_with_init(frames.code(i - 1).name.view()))
            note_self(frames[i - 1], place.made, place.made_type);
    return place;
}

bool is_in_function(std::string_view function) noexcept {
    PyObject const frame = python().get_frame();
    if (frame == nullptr)
        return false;
    const UnseenByPython unseen;
    const PyReference code(python().frame_code(frame));
    return is_function(code_of(code.get()).name.view(), function);
}

bool is_in_library() noexcept {
    PyObject const frame = python().get_frame();
    if (frame == nullptr)
        return true;
    const PyReference code(python().frame_code(frame));
    if (const Code& known = place_of_code(code.get()); known.code == code.get() && is_in_main_interpreter())
        [[likely]]
        return known.is_of_library;
    const UnseenByPython unseen;
    return code_of(code.get()).is_of_library;
}

std::size_t function_at(std::size_t depth, std::initializer_list<std::string_view> functions) noexcept {
    const UnseenByPython unseen;
    PyObject frame = python().get_frame();
    PyReference owned(nullptr);
    for (; frame != nullptr && depth > 0; --depth) {
        PyObject const next = python().frame_back(frame);
        owned.reset(next);
        frame = next;
    }
    if (frame == nullptr)
        return functions.size();
    const PyReference code(python().frame_code(frame));
    const Code& known = code_of(code.get());
    std::size_t index = 0;
    for (const std::string_view function : functions) {
        if (known.is_of_library && is_function(known.name.view(), function))
            break;
        ++index;
    }
    return index;
}

Text<name_capacity> innermost_type() noexcept {
    const UnseenByPython unseen;
    std::uintptr_t self = 0;
    Text<name_capacity> type;
    if (PyObject const frame = python().get_frame())
        note_self(frame, self, type);
    return type;
}

SiteId python_line() noexcept {
    const UnseenByPython unseen;
    return LibraryFrames().site();
}

Text<name_capacity> part_being_made() noexcept {
    Text<name_capacity> part;
    const UnseenByPython unseen;
    const LibraryFrames frames;
    for (std::size_t i = frames.size(); i > 0; --i) {
        const PyReference code(python().frame_code(frames[i - 1]));
        Text<path_capacity> path;
        add_text_attribute(path, code.get(), "co_filename");
        const SourceLine line = line_of(path, static_cast<std::uint32_t>(python().frame_line(frames[i - 1])));
        std::string_view name = assigned_in(line.view(), "(");
        while (name.starts_with('_'))
            name.remove_prefix(1);
        // The classes of a single lock assign what they make of the system, which is no part of it.
        if (!name.empty() && name.find("semlock") == std::string_view::npos)
            part.add(part.empty() ? "" : ".").add(name);
    }
    return part;
}

bool add_attribute_of_local(Text<name_capacity>& text, const char* function, const char* variable,
                            const char* attribute, std::uintptr_t* object) noexcept {
    constexpr int most_inner_frames = 12;
    const UnseenByPython unseen;
    PyObject frame = python().get_frame();
    PyReference owned(nullptr);
    for (int depth = 0; frame != nullptr && depth < most_inner_frames; ++depth) {
        const PyReference code(python().frame_code(frame));
        if (is_function(code_of(code.get()).name.view(), function)) {
            const PyReference found(local_of(frame, variable));
            if (object != nullptr)
                *object = reinterpret_cast<std::uintptr_t>(found.get());
            return found && add_text_attribute(text, found.get(), attribute) && !text.empty();
        }
        PyObject const next = python().frame_back(frame);
        owned.reset(next);
        frame = next;
    }
    return false;
}

} // namespace interleave::preload
