// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/differences.h>

#include <once/encoding.h>

namespace once {

namespace {

constexpr std::size_t alignedLimit = 2000;

std::string encodingOf(const Json &value)
{
    Encoder encoder;
    encoder.json(value);
    return encoder.view().toByteArray().toStdString();
}

std::vector<std::string> encodingsOf(const Json &array)
{
    std::vector<std::string> encodings;
    for (const Json &element : array)
        encodings.push_back(encodingOf(element));
    return encodings;
}

QString below(const QString &path, const QString &step) { return path.isEmpty() ? step : path + u'.' + step; }

// Some neighbouring elements of an array.
struct Stretch
{
    std::size_t first = 0, end = 0;

    std::size_t size() const { return end - first; }
};

// Two arrays, whose elements are compared by their encodings.
class Alignment
{
public:
    Alignment(const Json &then, const Json &now);

    // Calls `gap` with the stretches between one common element and the next, in order, the empty ones
    // included.
    template <typename Gap>
    void forEachGap(Gap gap);

private:
    bool isCommon(std::size_t i, std::size_t j) const { return m_before[i] == m_after[j]; }
    bool isAlignable() const { return m_then.size() <= alignedLimit && m_now.size() <= alignedLimit; }
    void measure();

    // The length of the longest common subsequence of two tails.
    quint16 &common(std::size_t i, std::size_t j)
    {
        return m_common[(i - m_then.first) * (m_now.size() + 1) + j - m_now.first];
    }

    std::vector<std::string> m_before, m_after;
    Stretch m_then, m_now; // without the equal elements at both ends
    std::vector<quint16> m_common;
};

Alignment::Alignment(const Json &then, const Json &now)
    : m_before(encodingsOf(then)), m_after(encodingsOf(now)), m_then{0, then.size()}, m_now{0, now.size()}
{
    const auto isBothLeft = [this] { return m_then.size() > 0 && m_now.size() > 0; };
    while (isBothLeft() && isCommon(m_then.first, m_now.first))
        ++m_then.first, ++m_now.first;
    while (isBothLeft() && isCommon(m_then.end - 1, m_now.end - 1))
        --m_then.end, --m_now.end;
    if (isAlignable())
        measure();
}

void Alignment::measure()
{
    m_common.resize((m_then.size() + 1) * (m_now.size() + 1));
    for (std::size_t i = m_then.end; i-- > m_then.first;)
        for (std::size_t j = m_now.end; j-- > m_now.first;)
            common(i, j) = isCommon(i, j) ? quint16(common(i + 1, j + 1) + 1)
                                          : std::max(common(i + 1, j), common(i, j + 1));
}

template <typename Gap>
void Alignment::forEachGap(Gap gap)
{
    Stretch then{m_then.first, m_then.first}, now{m_now.first, m_now.first};
    while (isAlignable() && then.end < m_then.end && now.end < m_now.end) {
        if (isCommon(then.end, now.end)) {
            gap(then, now);
            then.first = ++then.end;
            now.first = ++now.end;
        } else if (common(then.end + 1, now.end) >= common(then.end, now.end + 1)) {
            ++then.end;
        } else {
            ++now.end;
        }
    }
    gap(Stretch{then.first, m_then.end}, Stretch{now.first, m_now.end});
}

class Comparison
{
public:
    void compare(const QString &path, const Json &then, const Json &now);
    QList<Change> take() { return std::move(m_changes); }

private:
    void compareObjects(const QString &path, const Json &then, const Json &now);
    void compareArrays(const QString &path, const Json &then, const Json &now);
    void add(Change::Kind kind, const QString &path, const Json &then, const Json &now)
    {
        m_changes.append({path, kind, then, now});
    }

    QList<Change> m_changes;
};

void Comparison::compare(const QString &path, const Json &then, const Json &now)
{
    if (then.is_object() && now.is_object())
        compareObjects(path, then, now);
    else if (then.is_array() && now.is_array())
        compareArrays(path, then, now);
    else if (!isSame(then, now))
        add(Change::Kind::Changed, path, then, now);
}

void Comparison::compareObjects(const QString &path, const Json &then, const Json &now)
{
    for (const auto &[key, value] : now.items()) {
        const QString step = below(path, QString::fromStdString(key));
        if (const auto before = then.find(key); before != then.end())
            compare(step, *before, value);
        else
            add(Change::Kind::Added, step, {}, value);
    }
    for (const auto &[key, value] : then.items())
        if (!now.contains(key))
            add(Change::Kind::Removed, below(path, QString::fromStdString(key)), value, {});
}

// Between two common elements, what is on both sides is compared in pairs; the rest came or went.
void Comparison::compareArrays(const QString &path, const Json &then, const Json &now)
{
    const auto step = [&path](std::size_t index) { return below(path, QString::number(index)); };
    Alignment(then, now).forEachGap([&](Stretch before, Stretch after) {
        for (; before.size() > 0 && after.size() > 0; ++before.first, ++after.first)
            compare(step(after.first), then[before.first], now[after.first]);
        for (; before.size() > 0; ++before.first)
            add(Change::Kind::Removed, step(before.first), then[before.first], {});
        for (; after.size() > 0; ++after.first)
            add(Change::Kind::Added, step(after.first), {}, now[after.first]);
    });
}

} // namespace

QList<Change> differences(const Json &then, const Json &now)
{
    Comparison comparison;
    comparison.compare({}, then, now);
    return comparison.take();
}

bool isSame(const Json &one, const Json &other) { return encodingOf(one) == encodingOf(other); }

} // namespace once
