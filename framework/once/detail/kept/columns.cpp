// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/columns.h>

#include <QRegularExpression>

namespace once::detail {

namespace {

constexpr char pausedOption[] = "paused";

// Of a damaged file only what can be read is taken: these texts are for people, and nothing depends on them.
Json jsonAt(QByteArrayView utf8) { return Json::parse(utf8.begin(), utf8.end(), nullptr, false); }

} // namespace

QString causeDetails(const Cause &cause)
{
    const Json details = detailsToJson(cause);
    return details.is_null() ? QString() : preview(details);
}

Cause causeAt(const Rows &rows, int kindColumn, int detailsColumn)
{
    const auto kind = rows.choice(kindColumn, Cause::lastKind);
    try {
        return causeFromJson(kind, jsonAt(rows.bytesView(detailsColumn)));
    } catch (const Json::exception &) {
        return {.kind = kind};
    }
}

QString namesToText(const QStringList &names) { return names.isEmpty() ? QString() : preview(Json(names)); }

QStringList namesFromText(const QString &text)
{
    QStringList names;
    for (const Json &name : jsonAt(text.toUtf8()))
        if (name.is_string())
            names.append(name.get<QString>());
    return names;
}

// What is paused says so among the options, which are for people as well.
QString optionsToText(const ComponentRecord &component)
{
    Json options = component.options;
    if (component.pauseNote)
        options[pausedOption] = *component.pauseNote;
    return preview(options);
}

ComponentRecord componentAt(const Rows &rows, int firstColumn, const QString &path, Contents &contents)
{
    const int at = firstColumn;
    Json options = jsonAt(rows.bytesView(at + 2));
    if (!options.is_object())
        options = Json::object();
    std::optional<QString> pauseNote;
    if (const auto paused = options.find(pausedOption); paused != options.end()) {
        pauseNote = paused->is_string() ? paused->get<QString>() : QString();
        options.erase(paused);
    }
    return {.path = path,
            .type = rows.text(at),
            .isWork = rows.integer(at + 1) != 0,
            .options = std::move(options),
            .propNames = namesFromText(rows.text(at + 3)),
            .shown = rows.digest(at + 4),
            .lastRun = rows.integer(at + 5),
            .counts = {.successes = rows.integer(at + 6),
                       .failures = rows.integer(at + 7),
                       .timeouts = rows.integer(at + 8),
                       .cancelled = rows.integer(at + 9)},
            .states = contents.value(rows.bytesView(at + 10)),
            .pauseNote = std::move(pauseNote)};
}

QString previewOf(QByteArrayView column, Contents &contents, qsizetype most)
try {
    return preview(contents.value(column).toJson(), most);
} catch (const StoreError &) {
    return QStringLiteral("(damaged)");
} catch (const DecodingError &) {
    return QStringLiteral("(damaged)");
}

std::pair<QByteArray, QByteArray> keysBeginningWith(const QString &hex)
{
    constexpr qsizetype digits = 2 * qsizetype(Digest::size);
    static const QRegularExpression form(QStringLiteral("\\A[0-9a-fA-F]+\\z"));
    if (hex.size() > digits || !form.match(hex).hasMatch())
        return {QByteArray(1, '\xff'), QByteArray(1, '\0')};
    const auto filled = [&hex](QChar digit) { return QByteArray::fromHex(hex.leftJustified(digits, digit).toLatin1()); };
    return {filled(u'0'), filled(u'f')};
}

QString logFile(const QString &folder, RunId id)
{
    return QStringLiteral("%1/logs/%2.log").arg(folder).arg(id);
}

} // namespace once::detail
