// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/filebytes.h>

#include <QFile>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t leastMapped = 64 * 1024; // a process may have some 65,000 mappings
constexpr quint64 mostExpanded = 128 * 1024 / 4; // a block of a frame holds 128 KiB, and takes four bytes or more

class Descriptor
{
public:
    explicit Descriptor(const QString &path) : m_file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC))
    {
        if (m_file < 0 || ::fstat(m_file, &m_stat) != 0)
            throw CodecError(path, qt_error_string());
        if (!S_ISREG(m_stat.st_mode))
            throw CodecError(path, u"it is no file"_s);
    }
    ~Descriptor()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    std::size_t size() const { return std::size_t(m_stat.st_size); }
    operator int() const { return m_file; }

private:
    int m_file;
    struct stat m_stat = {};
};

FileBytes mapped(const QString &path, const Descriptor &file)
{
    const std::size_t size = file.size();
    void *at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
    if (at == MAP_FAILED)
        throw CodecError(path, qt_error_string());
    return {{static_cast<const char *>(at), qsizetype(size)},
            std::shared_ptr<const void>(at, [size](void *mapping) { ::munmap(mapping, size); })};
}

FileBytes owned(QByteArray bytes)
{
    const auto owner = std::make_shared<const QByteArray>(std::move(bytes));
    return {*owner, owner};
}

FileBytes readAll(const QString &path, const Descriptor &file)
{
    QByteArray bytes(qsizetype(file.size()), Qt::Uninitialized);
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t got = ::read(file, bytes.data() + done, std::size_t(bytes.size() - done));
        if (got < 0 && errno != EINTR)
            throw CodecError(path, qt_error_string());
        if (got == 0)
            throw CodecError(path, u"it became shorter while it was read"_s);
        done += std::max<ssize_t>(got, 0);
    }
    return owned(std::move(bytes));
}

FileBytes expanded(const QString &path, QByteArrayView frame)
{
    const quint64 size = ZSTD_getFrameContentSize(frame.data(), std::size_t(frame.size()));
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR)
        throw CodecError(path, u"it is no zstd frame that says its size"_s);
    if (size > quint64(frame.size()) * mostExpanded) // the header alone says so
        throw CodecError(path, u"it has %1 bytes, which cannot be the %2 that it claims to hold"_s.arg(frame.size()).arg(size));
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    const std::size_t got = ZSTD_decompress(bytes.data(), size, frame.data(), std::size_t(frame.size()));
    if (got != size)
        throw CodecError(path, u"it cannot be expanded: %1"_s.arg(QLatin1StringView(ZSTD_getErrorName(got))));
    return owned(std::move(bytes));
}

} // namespace

FileBytes readFileBytes(const QString &path, Compression compression)
{
    const Descriptor file(path);
    const FileBytes bytes = file.size() < leastMapped ? readAll(path, file) : mapped(path, file);
    return compression == Compression::Zstd ? expanded(path, bytes.view) : bytes;
}

} // namespace once::detail
