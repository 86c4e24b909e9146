// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/filecodec.h>
#include <once/detail/codecs/npyformat.h>
#include <once/detail/codecs/zip.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

class NpzCodec : public FileCodec
{
public:
    using FileCodec::FileCodec;

protected:
    Value put(const void *value, const QString &path) const override
    {
        const AnyArrays arrays = type().toArrays(value);
        ZipWriter archive(path, compression() == Compression::Deflate);
        for (auto it = arrays.begin(); it != arrays.end(); ++it)
            archive.add(it.key() + u".npy"_s, npyHeader(*it), it->bytes());
        archive.finish();
        return {};
    }

    std::shared_ptr<const void> get(const FileBytes &bytes, const Value &) const override
    {
        AnyArrays arrays;
        const auto contents = readZip(bytes);
        for (auto it = contents.begin(); it != contents.end(); ++it) {
            if (!it.key().endsWith(".npy"_L1))
                throw FormatError(u"%1 in it is no array"_s.arg(it.key()));
            arrays.insert(it.key().chopped(4), arrayOf(it.key(), *it));
        }
        return type().fromArrays(arrays);
    }

private:
    static AnyArray arrayOf(const QString &name, const FileBytes &bytes)
    {
        try {
            return arrayOfNpy(bytes);
        } catch (const FormatError &error) {
            throw FormatError(u"of %1, %2"_s.arg(name, QString::fromUtf8(error.what())));
        }
    }
};

} // namespace

std::shared_ptr<const AnyCodec> npzCodec(const ValueType &type, Compression compression)
{
    return std::make_shared<NpzCodec>(type, u"npz"_s, compression);
}

} // namespace once::detail
