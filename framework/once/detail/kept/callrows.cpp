// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/callrows.h>

#include <once/detail/kept/storeerrors.h>

namespace once::detail {

namespace {

constexpr int sealColumn = 13;

// Whoever gets it need not fear to decode it.
Value readValue(QByteArrayView column, Contents &contents, const QString &file)
{
    Value value = contents.value(column);
    try {
        if (!value.isNull())
            checkEncoding(value.encoding());
    } catch (const DecodingError &error) {
        throw damaged(file, QString::fromUtf8(error.what()));
    }
    return value;
}

} // namespace

// What belongs to no function has the seal of format 1.
Digest CallColumns::seal() const
{
    Encoder encoder;
    for (const QByteArrayView bytes : {key.bytes(), QByteArrayView(props), QByteArrayView(states), QByteArrayView(result)})
        encoder.bytes(bytes);
    for (const qint64 number : {id, run, status, toMicroseconds(finished)})
        encoder.integer(number);
    encoder.text(origin);
    encoder.text(error);
    if (function != 0) {
        encoder.integer(function);
        encoder.integer(duration);
        encoder.text(preview);
        encoder.text(file);
    }
    return Digest::of(encoder.view());
}

CallColumns columnsOf(const SharedCall &call, Contents &contents)
{
    const bool small = call.props.encoding().size() <= CallRecord::storedPropsLimit;
    return {.key = call.key,
            .id = call.id,
            .origin = call.origin,
            .run = call.run,
            .status = qint64(call.status),
            .finished = call.finished,
            .error = call.error,
            .props = contents.keep(small ? call.props : Value()),
            .states = contents.keep(call.states),
            .result = contents.keep(call.result),
            .function = call.function,
            .duration = call.duration.count(),
            .preview = call.preview,
            .file = call.file};
}

CallColumns columnsAt(const Rows &rows, const CallKey &key, int firstColumn)
{
    int at = firstColumn;
    CallColumns columns{.key = key};
    columns.id = rows.integer(at++);
    columns.origin = rows.text(at++);
    columns.run = rows.integer(at++);
    columns.status = rows.integer(at++);
    columns.finished = rows.instant(at++);
    columns.error = rows.text(at++);
    columns.props = rows.bytes(at++);
    columns.states = rows.bytes(at++);
    columns.result = rows.bytes(at++);
    columns.function = rows.integer(at++);
    columns.duration = rows.integer(at++);
    columns.preview = rows.text(at++);
    columns.file = rows.text(at++);
    return columns;
}

SharedCall callAt(const Rows &rows, const CallKey &key, Reading what, Contents &contents, const Database &database, int firstColumn)
{
    const CallColumns columns = columnsAt(rows, key, firstColumn);
    const bool isStatus = columns.status >= 0 && columns.status <= qint64(Status::Lost);
    if (columns.seal() != rows.digest(firstColumn + sealColumn) || !isStatus || !isFinished(Status(columns.status)))
        throw damaged(database.file(), QStringLiteral("The call %1 is not what was written.").arg(key.toHex()));
    SharedCall call;
    call.key = key;
    call.id = columns.id;
    call.origin = columns.origin;
    call.run = columns.run;
    call.status = Status(columns.status);
    call.finished = columns.finished;
    call.error = columns.error;
    call.props = readValue(columns.props, contents, database.file());
    if (what == Reading::All) {
        call.states = readValue(columns.states, contents, database.file());
        call.result = readValue(columns.result, contents, database.file());
    }
    call.function = columns.function;
    call.duration = Microseconds(columns.duration);
    call.preview = columns.preview;
    call.file = columns.file;
    return call;
}

} // namespace once::detail
