// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/functioncore.h>

#include <once/codeidentity.h>

#include <cxxabi.h>
#include <dlfcn.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void refuse(const QString &sentence) { throw std::logic_error(sentence.toStdString()); }

QString readable(const QByteArray &type)
{
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(type.constData(), nullptr, nullptr, &status),
                                                           &std::free);
    return QString::fromUtf8(status == 0 ? name.get() : type.constData());
}

// Where the code lies in its module: with the build ids it names the function, as long as nothing is built anew.
QString placeOf(const void *entry)
{
    Dl_info info;
    const auto base = ::dladdr(entry, &info) != 0 ? quintptr(info.dli_fbase) : 0;
    return QString::number(quintptr(entry) - base, 16);
}

} // namespace

FunctionCore::FunctionCore(FunctionShape shape, FunctionOptions options)
    : m_shape(std::move(shape)), m_options(std::move(options))
{
    checkOptions();
    for (const QString &name : m_options.props)
        m_ignored.push_back(m_options.ignore.contains(name));
    if (m_shape.result && m_options.output.codecFor && !m_options.output.keepsNothing)
        m_codec = m_options.output.codecFor(*m_shape.result);
    else if (m_shape.result && m_shape.result->toArray)
        m_codec = npy().codecFor(*m_shape.result);
    findCode();
    makeBases();
}

void FunctionCore::checkOptions() const
{
    const auto count = qsizetype(m_shape.types.size());
    if (m_shape.name.isEmpty())
        refuse(u"once: a cached function has a name, which stands in its keys"_s);
    if (!m_options.props.isEmpty() && m_options.props.size() != count)
        refuse(u"once: %1 has %2 parameters, and .props names %3"_s.arg(m_shape.name).arg(count).arg(m_options.props.size()));
    for (const QString &name : m_options.ignore)
        if (!m_options.props.contains(name))
            refuse(u"once: .ignore names \"%1\", which is no parameter of %2(%3); name them all in .props"_s
                       .arg(name, m_shape.name, m_options.props.join(u", "_s)));
    if (qsizetype(m_options.defaults.count()) > count || qsizetype(m_options.laterProps.count()) > count)
        refuse(u"once: %1 has %2 parameters, and there are more values for them in its options"_s.arg(m_shape.name).arg(count));
}

std::optional<CodeFingerprint> FunctionCore::fingerprint() const
{
    auto all = fingerprintOf(m_shape.entry);
    for (const void *other : m_shape.others) {
        const auto one = all ? fingerprintOf(other) : std::nullopt;
        if (!one)
            return {};
        all->digest = Digest::of(all->digest.bytes(), one->digest.bytes());
        all->globals += one->globals;
    }
    return all;
}

// One map, in which the function leads to the others.
Json FunctionCore::map() const
{
    Json all = codeMap(m_shape.entry);
    for (const void *other : m_shape.others)
        if (const Json one = codeMap(other); all.is_object() && one.is_object()) {
            all["parts"].update(one["parts"]);
            all["parts"][all.value("function", std::string())]["leadsTo"].push_back(one["function"]);
        }
    return all;
}

void FunctionCore::findCode()
{
    const auto fingerprint = this->fingerprint();
    m_record.name = m_shape.name;
    m_record.props = m_options.props;
    m_record.code = codeIdentity(m_options.version, fingerprint);
    if (!fingerprint && m_options.version.isEmpty())
        m_record.code += u" at "_s + placeOf(m_shape.entry);
    if (!m_shape.fields.isEmpty())
        m_record.code += u", result "_s + Digest::of(m_shape.fields).toHex().first(16);
    if (fingerprint)
        m_record.codeMap = map();
    QStringList types;
    for (const QByteArray &type : m_shape.types)
        types.append(readable(type));
    m_record.signature = u'(' + types.join(u", "_s) + u')';
    const auto names = fingerprint ? undeclared(fingerprint->globals, m_options.dependsOn, m_options.ignores) : QStringList();
    if (!names.isEmpty())
        m_refusal = u"it reads %1, which may change without its arguments: name it in .dependsOn or in .ignores"_s.arg(names.join(u", "_s));
}

// A key says how many arguments it is made of, so that parameters that come later leave those of before as they are.
QByteArray FunctionCore::basisOf(const QString &code, int count) const
{
    Encoder encoder;
    encoder.text("once function 1, XXH3-128");
    encoder.text(m_shape.name);
    encoder.text(code);
    if (m_options.output.keepsNothing)
        encoder.text("no result");
    for (int i = 0; i < count; ++i)
        if (isIgnored(std::size_t(i)))
            encoder.integer(qint64(i)); // which stands as null among the arguments
    if (!m_options.dependsOn.empty()) {
        encoder.list(m_options.dependsOn.size());
        for (const Dependency &dependency : m_options.dependsOn)
            encoder.text(dependency.name);
    }
    encoder.bytes(m_shape.captured);
    encoder.list(std::size_t(count));
    for (int i = 0; i < count; ++i)
        encoder.bytes(m_shape.types[std::size_t(i)]);
    return encoder.view().toByteArray();
}

void FunctionCore::makeBases()
{
    m_bases.clear();
    for (std::size_t count = 0; count <= m_shape.types.size(); ++count)
        m_bases.push_back(basisOf(m_record.code, int(count)));
}

void FunctionCore::appendDependencies(Encoder &encoder) const
{
    for (const Dependency &dependency : m_options.dependsOn)
        encoder.encoded(dependency.encoding());
}

void FunctionCore::throwTooFew(std::size_t given) const
{
    refuse(u"once: %1 takes %2 arguments, of which the last %3 have defaults, and was given %4"_s.arg(m_shape.name)
               .arg(m_shape.types.size()).arg(m_options.defaults.count()).arg(given));
}

void FunctionCore::throwNotKept() const
{
    refuse(u"once: %1 keeps nothing of what it returns (.output = none()): call ensure(), which says whether it was computed"_s
               .arg(m_shape.name));
}

void FunctionCore::setApart()
{
    m_record.code += u", of the function at %1 in %2"_s.arg(placeOf(m_shape.entry), buildIdentity());
    makeBases();
}

QString FunctionCore::callText(QByteArrayView props, qsizetype most) const
{
    QStringList arguments;
    if (!props.isEmpty())
        for (const QByteArrayView part : parts(props))
            arguments.append(preview(decode(part), most));
    arguments.resize(std::max<qsizetype>(0, arguments.size() - qsizetype(m_options.dependsOn.size())));
    const qsizetype named = std::min(arguments.size(), m_options.props.size());
    for (qsizetype i = 0; i < named; ++i)
        arguments[i].prepend(m_options.props[i] + u'=');
    const QString text = arguments.join(u", "_s);
    return m_shape.name + u'(' + (text.size() > most ? text.first(most) + u"..."_s : text) + u')';
}

QString FunctionCore::pathText(const QString &path, int count) const
{
    bool isNumber = false;
    const qsizetype end = path.indexOf(u'.');
    const int index = path.first(end < 0 ? path.size() : end).toInt(&isNumber);
    if (!isNumber)
        return path;
    const std::size_t dependency = std::size_t(std::max(0, index - count));
    const QString name = index >= count && dependency < m_options.dependsOn.size() ? m_options.dependsOn[dependency].name
        : index < m_options.props.size()                                           ? m_options.props[index]
                                                                                   : u"argument %1"_s.arg(index + 1);
    return end < 0 ? name : name + path.sliced(end);
}

} // namespace once::detail
