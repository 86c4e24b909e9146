// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/npyformat.h>

#include <QtEndian>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView magic("\x93NUMPY");
constexpr qsizetype longestHeader = 64 * 1024, mostAxes = 64;

// The few of Python's literals of which a header is made.
class Literals
{
public:
    explicit Literals(QByteArrayView text) : m_rest(text) {}

    bool takes(char sign)
    {
        skipSpace();
        const bool isNext = m_rest.startsWith(sign);
        m_rest = m_rest.sliced(isNext ? 1 : 0);
        return isNext;
    }
    void require(char sign)
    {
        if (!takes(sign))
            throw FormatError(u"its header is none of an array: there is no %1 where one must be"_s.arg(QLatin1Char(sign)));
    }
    bool atEnd()
    {
        skipSpace();
        return m_rest.isEmpty();
    }

    QByteArrayView text();
    bool boolean();
    qsizetype number();
    Shape tuple();

private:
    void skipSpace()
    {
        while (!m_rest.isEmpty() && (m_rest.front() == ' ' || m_rest.front() == '\n'))
            m_rest = m_rest.sliced(1);
    }
    bool takesWord(QByteArrayView word)
    {
        skipSpace();
        const bool isNext = m_rest.startsWith(word);
        m_rest = m_rest.sliced(isNext ? word.size() : 0);
        return isNext;
    }

    QByteArrayView m_rest;
};

QByteArrayView Literals::text()
{
    const char quote = takes('\'') ? '\'' : '"';
    if (quote == '"')
        require('"');
    const qsizetype end = m_rest.indexOf(quote);
    if (end < 0)
        throw FormatError(u"a text in its header has no end"_s);
    const QByteArrayView text = m_rest.first(end);
    m_rest = m_rest.sliced(end + 1);
    return text;
}

bool Literals::boolean()
{
    if (takesWord("True"))
        return true;
    if (takesWord("False"))
        return false;
    throw FormatError(u"the order of its axes is neither True nor False"_s);
}

qsizetype Literals::number()
{
    skipSpace();
    qsizetype number = 0, digits = 0;
    for (; !m_rest.isEmpty() && m_rest.front() >= '0' && m_rest.front() <= '9'; m_rest = m_rest.sliced(1), ++digits)
        if (digits < 18)
            number = 10 * number + (m_rest.front() - '0');
    if (digits == 0 || digits > 18)
        throw FormatError(u"a size in its header is no number"_s);
    takes('L'); // as Python 2 wrote it
    return number;
}

Shape Literals::tuple()
{
    Shape tuple;
    require('(');
    while (!takes(')')) {
        tuple.append(number());
        if (tuple.size() > mostAxes)
            throw FormatError(u"it has more than %1 axes"_s.arg(mostAxes));
        if (takes(')') && tuple.size() > 1)
            return tuple;
        require(',');
    }
    return tuple;
}

QString refusedKind(QByteArrayView description)
{
    const char kind = description.size() > 1 ? description[1] : 0;
    const QString what = kind == 'O' ? u"Python objects"_s
        : kind == 'M' || kind == 'm' ? u"times"_s
        : kind == 'S' || kind == 'U' || kind == 'a' ? u"text"_s
        : kind == 'f' || kind == 'c' ? u"real numbers of another width"_s
                                     : u"something else"_s;
    return u"it holds %1 (%2), and not numbers of 8 to 64 bits"_s.arg(what, QString::fromLatin1(description.first(std::min<qsizetype>(description.size(), 20))));
}

void readDescription(NpyHeader &header, Literals &literals)
{
    if (literals.takes('['))
        throw FormatError(u"it holds records with fields, and not numbers; save each field by itself"_s);
    const QByteArrayView text = literals.text();
    const QByteArrayView known[] = {"b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8", "c8", "c16"};
    const QByteArrayView orders("<>|=");
    if (text.size() < 3 || !orders.contains(text.front()) || std::ranges::find(known, text.sliced(1)) == std::end(known))
        throw FormatError(refusedKind(text));
    header.isBigEndian = text.front() == '>';
    header.type = {text[1], text.sliced(2).toInt()};
}

// How long the header is that follows, and where it begins.
std::pair<qsizetype, qsizetype> extentOf(QByteArrayView bytes)
{
    constexpr qsizetype shortPrefix = 10, longPrefix = 12;
    if (!bytes.startsWith(magic))
        throw FormatError(u"it does not begin as an array of NumPy does"_s);
    if (bytes.size() < longPrefix)
        throw FormatError(u"it ends within its header"_s);
    const char version = bytes[6];
    if (version < 1 || version > 3 || bytes[7] != 0)
        throw FormatError(u"it is of version %1.%2 of NumPy's format, and 1.0 to 3.0 are known"_s.arg(int(version)).arg(int(bytes[7])));
    const char *length = bytes.data() + 8;
    return version == 1 ? std::pair(shortPrefix, qsizetype(qFromLittleEndian<quint16>(length)))
                        : std::pair(longPrefix, qsizetype(qFromLittleEndian<quint32>(length)));
}

} // namespace

QByteArray npyHeader(const AnyArray &array)
{
    constexpr qsizetype alignment = 64, prefix = 10;
    const QChar order = array.type.width == 1 ? u'|' : u'<';
    QByteArray text = u"{'descr': '%1%2%3', 'fortran_order': False, 'shape': %4, }"_s
                          .arg(order).arg(QLatin1Char(array.type.kind)).arg(array.type.width).arg(textOf(array.shape)).toLatin1();
    if (array.shape.size() > mostAxes)
        throw FormatError(u"npy holds at most %1 axes"_s.arg(mostAxes));
    text.append(alignment - 1 - (prefix + text.size()) % alignment, ' ').append('\n');
    const auto length = qToLittleEndian(quint16(text.size()));
    return magic.toByteArray() + QByteArray("\x01\x00", 2) + QByteArray(reinterpret_cast<const char *>(&length), 2) + text;
}

NpyHeader readNpyHeader(QByteArrayView bytes)
{
    const auto [begin, length] = extentOf(bytes);
    if (length > longestHeader || length > bytes.size() - begin)
        throw FormatError(length > longestHeader ? u"its header is longer than %1 bytes"_s.arg(longestHeader) : u"it ends within its header"_s);
    Literals literals(bytes.sliced(begin, length));
    NpyHeader header{.size = begin + length};
    QByteArrayView seen[3];
    literals.require('{');
    for (int i = 0; i < 3; ++i) {
        const QByteArrayView key = seen[i] = literals.text();
        literals.require(':');
        if (std::find(seen, seen + i, key) != seen + i)
            throw FormatError(u"its header says one thing twice"_s);
        if (key == "descr")
            readDescription(header, literals);
        else if (key == "fortran_order")
            header.isFortran = literals.boolean();
        else if (key == "shape")
            header.shape = literals.tuple();
        else
            throw FormatError(u"its header has a part that is not known"_s);
        if (!literals.takes(','))
            break;
    }
    literals.require('}');
    if (seen[2].isEmpty() || !literals.atEnd())
        throw FormatError(u"its header is none of an array"_s);
    return header;
}

} // namespace once::detail
