// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_file.h"

#include "core/file/whole_file.h"
#include "ui/table/table_csv.h"
#include "ui/table/table_json.h"

#include <QByteArray>
#include <QFile>
#include <QFileInfo>

#include <string_view>

namespace interleave {

namespace {

QString extension_of(const std::string& path) {
    return QFileInfo(QFile::decodeName(QByteArray::fromStdString(path))).suffix().toLower();
}

} // namespace

bool is_table_path(const std::string& path) {
    const QString extension = extension_of(path);
    return extension == QLatin1String("csv") || extension == QLatin1String("json");
}

void write_table(const Table& table, const std::string& path) {
    const QByteArray bytes =
        extension_of(path) == QLatin1String("json") ? to_json_text(table) : to_csv(table);
    write_whole(path, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace interleave
