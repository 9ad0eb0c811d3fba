// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/json.h"

#include "core/event/error.h"

#include <cmath>
#include <type_traits>

namespace interleave {

namespace {

/// Reads a text and keeps nothing of it, so that what it holds is known before memory is spent on it.
class LimitCheck final : public nlohmann::json_sax<Json> {
public:
    explicit LimitCheck(const JsonLimits& limits) noexcept : limits_(limits) {}

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return begin(); }
    bool end_object() override { return end(); }
    bool start_array(std::size_t) override { return begin(); }
    bool end_array() override { return end(); }
    bool key(string_t&) override {
        if (++keys_ > limits_.keys)
            throw RunError("has more than " + std::to_string(limits_.keys) + " names");
        return true;
    }
    /// The parser that follows reports it.
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

private:
    bool begin() {
        if (++depth_ > limits_.depth)
            throw RunError("is nested more than " + std::to_string(limits_.depth) + " deep");
        return true;
    }
    bool end() noexcept {
        --depth_;
        return true;
    }

    const JsonLimits& limits_;
    std::size_t depth_ = 0;
    std::size_t keys_ = 0;
};

} // namespace

Json parse_untrusted(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes)
        throw RunError("is longer than " + std::to_string(limits.bytes >> 10U) + " KiB");
    LimitCheck check(limits);
    Json::sax_parse(text, &check);
    return Json::parse(text);
}

Json to_json(const Value& value) {
    return value.visit([]<typename Data>(const Data& data) -> Json {
        if constexpr (std::is_same_v<Data, std::monostate>) {
            return nullptr;
        } else if constexpr (std::is_same_v<Data, double>) {
            return std::isfinite(data) ? Json(data) : Json(nullptr);
        } else if constexpr (std::is_same_v<Data, Value::List>) {
            Json list = Json::array();
            for (const Value& element : data)
                list.push_back(to_json(element));
            return list;
        } else if constexpr (std::is_same_v<Data, NamedValues>) {
            return to_json(data);
        } else {
            return data;
        }
    });
}

Json to_json(const NamedValues& values) {
    Json object = Json::object();
    for (const auto& [name, value] : values)
        object[name] = to_json(value);
    return object;
}

Value value_from(const Json& json) {
    switch (json.type()) {
    case Json::value_t::null:
        return {};
    case Json::value_t::boolean:
        return json.get<bool>();
    case Json::value_t::number_integer:
        return json.get<std::int64_t>();
    case Json::value_t::number_unsigned:
        return json.get<std::uint64_t>();
    case Json::value_t::number_float:
        return json.get<double>();
    case Json::value_t::string:
        return json.get_ref<const std::string&>();
    case Json::value_t::array: {
        Value::List list;
        for (const Json& element : json)
            list.push_back(value_from(element));
        return list;
    }
    case Json::value_t::object:
        return named_values_from(json);
    case Json::value_t::binary:
    case Json::value_t::discarded:
        break;
    }
    throw Json::type_error::create(
        302, "a value of the type " + std::string(json.type_name()) + " cannot be kept", &json);
}

NamedValues named_values_from(const Json& json) {
    NamedValues values;
    for (const auto& [name, value] : json.get_ref<const Json::object_t&>())
        values[name] = value_from(value);
    return values;
}

std::string one_line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string document(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace interleave
