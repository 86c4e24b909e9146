// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/codecs/filebytes.h>

namespace once::detail {

// What codecs have in common: names, and errors that name the file.
class FileCodec : public AnyCodec
{
public:
    FileCodec(const ValueType &type, const QString &format, Compression compression)
        : m_type(type), m_format(format), m_compression(compression)
    {
    }

    QString format() const override { return m_format; }
    QString suffix() const override;
    Value write(const void *value, const QString &path) const override;
    std::shared_ptr<const void> read(const QString &path, const Value &note) const override;

protected:
    // Any std::exception says why it could not be.
    virtual Value put(const void *value, const QString &path) const = 0;
    virtual std::shared_ptr<const void> get(const FileBytes &bytes, const Value &note) const = 0;

    const ValueType &type() const { return m_type; }
    Compression compression() const { return m_compression; }
    void writeAll(const QString &path, std::initializer_list<QByteArrayView> parts) const;

private:
    const ValueType &m_type;
    QString m_format;
    Compression m_compression;
};

QString suffixOf(const QString &format, Compression compression);

// For a type that has what the codec needs.
std::shared_ptr<const AnyCodec> npyCodec(const ValueType &type, Compression compression);
std::shared_ptr<const AnyCodec> npzCodec(const ValueType &type, Compression compression);
std::shared_ptr<const AnyCodec> rawCodec(const ValueType &type, Compression compression);
std::shared_ptr<const AnyCodec> jsonCodec(const ValueType &type, Compression compression);
std::shared_ptr<const AnyCodec> binaryCodec(const ValueType &type, Compression compression);

} // namespace once::detail
