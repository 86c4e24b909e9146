// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/memory/recall.h>

namespace once {

// What a Ref refers to is not there any more, or cannot be read: what, why and what to try, for people.
struct RefError : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

namespace detail {

// The Memory of this process with that folder, or one for looking into it, which stays.
std::shared_ptr<Recall> recallAt(const QString &folder);
void publish(const std::shared_ptr<Recall> &recall); // for recallAt()

Json refToJson(const QString &folder, const CallKey &key, bool mayChange); // throws std::logic_error where there is none of either
[[noreturn]] void throwGone(const CallKey &key, const QString &folder);

} // namespace detail

// A small handle on the result of a call, instead of the value: what function.shelve(arguments) returns. It can be
// written down as JSON, passed to other processes, and be a prop, for which the call counts. Where the value is not on
// disk it holds that itself. Where there is no call, or another one with these arguments may come to something else, it
// counts by the value. Cheap to copy; any thread.
template <typename T>
class Ref
{
public:
    Ref() = default;
    Ref(const std::shared_ptr<detail::Recall> &recall, const CallKey &key, bool mayChange = false, std::shared_ptr<const T> value = {})
        : m_recall(recall), m_folder(recall->folder()), m_key(key), m_mayChange(mayChange), m_value(std::move(value))
    {
    }

    // Reads it each time, unless the memory of the process has it. Throws RefError when it is gone, damaged or no T, and
    // StoreError when the folder cannot be read.
    T get() const
    {
        if (m_value)
            return *m_value;
        auto recall = m_recall.lock();
        if (!recall && !m_folder.isEmpty())
            recall = detail::recallAt(m_folder);
        const auto answered = recall ? recall->fetch(m_key, detail::valueType<T>()) : std::nullopt;
        if (!answered)
            detail::throwGone(m_key, m_folder);
        return *std::static_pointer_cast<const T>(answered->value);
    }

    const CallKey &call() const { return m_key; }

    friend QByteArray onceKey(const Ref &ref)
    {
        const bool isOfCall = !ref.m_key.isNone() && !ref.m_mayChange;
        const bool isEmpty = ref.m_key.isNone() && !ref.m_value;
        if (isOfCall || isEmpty)
            return ref.m_key.bytes().toByteArray();
        return QByteArray::fromStdString(detail::encodingOf<detail::Meaning::Key>(ref.get()));
    }
    friend void to_json(Json &json, const Ref &ref)
    {
        json = ref.m_key.isNone() && !ref.m_value ? Json() : detail::refToJson(ref.m_folder, ref.m_key, ref.m_mayChange);
    }
    friend void from_json(const Json &json, Ref &ref)
    {
        ref = json.is_null() ? Ref()
                             : Ref(detail::recallAt(json.at("folder").get<QString>()), Digest::fromHex(json.at("call").get<QString>()),
                                   json.value("mayChange", false));
    }

private:
    std::weak_ptr<detail::Recall> m_recall; // which may hold this Ref, as a result
    QString m_folder;
    CallKey m_key;
    bool m_mayChange = false;
    std::shared_ptr<const T> m_value;
};

} // namespace once
