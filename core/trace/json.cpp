// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/json.h"

#include <cmath>
#include <type_traits>

namespace interleave {

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
