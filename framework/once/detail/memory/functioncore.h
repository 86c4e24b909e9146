// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callkey.h>
#include <once/detail/codecs/valuetype.h>
#include <once/fingerprint.h>
#include <once/memoryoptions.h>


namespace once::detail {

// A reference to a function that outlives the call it is passed to.
template <typename Signature>
class Called;

template <typename R, typename... Arguments>
class Called<R(Arguments...)>
{
public:
    template <typename Function>
    Called(const Function &function)
        : m_function(&function),
          m_call([](const void *it, Arguments... arguments) { return (*static_cast<const Function *>(it))(arguments...); })
    {
    }
    R operator()(Arguments... arguments) const { return m_call(m_function, arguments...); }

private:
    const void *m_function;
    R (*m_call)(const void *, Arguments...);
};

// What one call of a cached function consists of, whatever its types.
struct Asked
{
    Called<void(Encoder &)> encode;                     // the arguments, for the key
    Called<std::shared_ptr<const void>()> compute;      // throws what the function throws
    int given;                                          // of the parameters, those that count for the key
};

// What a cached function is made from, without its types.
struct FunctionShape
{
    QString name;
    const void *entry = nullptr;      // its code
    std::vector<const void *> others; // that of what its results also depend on
    std::vector<QByteArray> types;    // of its parameters, as the compiler names them
    QByteArray captured;              // the encoding of what it has besides its arguments
    const ValueType *result = nullptr; // null: void
    QByteArray fields;                 // of structs in it
    qint64 (*bytesOf)(const void *) = nullptr; // in memory, about
};

// A cached function: all of it that is the same for each call. Made once, then read by any thread.
class FunctionCore
{
public:
    FunctionCore(FunctionShape shape, FunctionOptions options); // throws std::logic_error when they do not fit

    const QString &name() const { return m_shape.name; }
    const FunctionOptions &options() const { return m_options; }
    const FunctionShape &shape() const { return m_shape; }
    const FunctionRecord &record() const { return m_record; }
    // All of the key but the arguments, of which there are so many.
    QByteArrayView basis(int count) const { return m_bases[std::size_t(count)]; }
    QByteArray basisOf(const QString &code, int count) const;

    // Why its results cannot be kept; empty when they can.
    const QString &refusal() const { return m_refusal; }
    bool isIgnored(std::size_t index) const { return index < m_ignored.size() && m_ignored[index]; }
    bool mayChange() const { return m_options.isValid || m_options.isAlwaysComputed; } // a call, in what it comes to
    bool keepsResult() const { return m_shape.result && !m_options.output.keepsNothing; }
    const std::shared_ptr<const AnyCodec> &codec() const { return m_codec; } // null: in the store
    bool alwaysHasFile() const { return !m_options.output.file.isEmpty(); }

    void appendDependencies(Encoder &encoder) const;

    // Throws std::logic_error where so many arguments are too few.
    void requireDefaults(std::size_t given) const
    {
        if (given + m_options.defaults.count() < m_shape.types.size())
            throwTooFew(given);
    }
    [[noreturn]] void throwNotKept() const; // where the value is asked for, and nothing is kept

    // Of a call with another function under the same name: what tells the two apart.
    void setApart();

    // For people, as in `sine(0.1, verbose=true)`.
    QString callText(QByteArrayView props, qsizetype most) const;
    // "1.values.3" of a list of so many arguments, and then the dependencies, as "x.values.3".
    QString pathText(const QString &path, int count) const;

    // Counted since the start of the process; guarded by whoever counts.
    struct Counts
    {
        qint64 computed = 0, memory = 0, disk = 0, joined = 0, failed = 0, uncached = 0, waiting = 0;
        Microseconds computing{0}, saved{0};
    } counts;

private:
    [[noreturn]] void throwTooFew(std::size_t given) const;
    void checkOptions() const;
    std::optional<CodeFingerprint> fingerprint() const;
    Json map() const;
    void findCode();
    void makeBases();

    FunctionShape m_shape;
    FunctionOptions m_options;
    FunctionRecord m_record;
    QString m_refusal;
    std::vector<bool> m_ignored;
    std::vector<QByteArray> m_bases; // by count of arguments
    std::shared_ptr<const AnyCodec> m_codec;
};

} // namespace once::detail
