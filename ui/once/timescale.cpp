// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timescale.h>

#include <algorithm>
#include <cmath>

namespace once {

TimeScale::TimeScale(const Options &options) : m_usPerPixel(options.usPerPixel)
{
    if (options.gaps) {
        foldLeftwards(options);
        std::ranges::reverse(m_folds);
        foldRightwards(options);
    }
    joinPieces(options);
}

// What begins before the anchor; the anchor itself may be within a fold.
void TimeScale::foldLeftwards(const Options &options)
{
    qint64 us = options.anchorUs;
    double x = options.anchorX;
    auto gap = std::ranges::lower_bound(*options.gaps, us, {}, &IdleGap::fromUs);
    while (gap != options.gaps->begin() && x > options.left) {
        --gap;
        if (gap->length() <= options.leastFoldedUs)
            continue;
        const double inside = gap->toUs <= us ? 1 : double(us - gap->fromUs) / double(gap->length());
        x -= double(us - std::min(us, gap->toUs)) / m_usPerPixel + inside * foldWidth;
        us = gap->fromUs;
        m_folds.push_back({*gap, x});
    }
}

void TimeScale::foldRightwards(const Options &options)
{
    qint64 us = options.anchorUs;
    double x = options.anchorX;
    if (!m_folds.empty() && m_folds.back().toUs > us) {
        us = m_folds.back().toUs;
        x = m_folds.back().x + foldWidth;
    }
    auto gap = std::ranges::lower_bound(*options.gaps, us, {}, &IdleGap::fromUs);
    for (; gap != options.gaps->end() && x < options.right; ++gap) {
        if (gap->length() <= options.leastFoldedUs)
            continue;
        x += double(gap->fromUs - us) / m_usPerPixel;
        us = gap->toUs;
        m_folds.push_back({*gap, x});
        x += foldWidth;
    }
}

void TimeScale::joinPieces(const Options &options)
{
    m_pieces.push_back({options.anchorUs, options.anchorX, m_usPerPixel});
    if (m_folds.empty())
        return;
    m_pieces = {{m_folds.front().fromUs, m_folds.front().x, m_usPerPixel}}; // and all that is before it
    for (const Fold &fold : m_folds) {
        m_pieces.push_back({fold.fromUs, fold.x, double(fold.length()) / foldWidth});
        m_pieces.push_back({fold.toUs, fold.x + foldWidth, m_usPerPixel});
    }
}

double TimeScale::x(qint64 us) const
{
    auto piece = std::ranges::upper_bound(m_pieces, us, {}, &Piece::us);
    piece -= piece != m_pieces.begin();
    return piece->x + double(us - piece->us) / piece->usPerPixel;
}

qint64 TimeScale::us(double x) const
{
    auto piece = std::ranges::upper_bound(m_pieces, x, {}, &Piece::x);
    piece -= piece != m_pieces.begin();
    return piece->us + qint64(std::llround((x - piece->x) * piece->usPerPixel));
}

std::vector<IdleGap> TimeScale::straightParts(double left, double right) const
{
    std::vector<IdleGap> parts;
    qint64 from = us(left);
    const qint64 to = us(right);
    for (const Fold &fold : m_folds) {
        if (fold.toUs <= from || fold.fromUs >= to)
            continue;
        if (fold.fromUs > from)
            parts.push_back({from, fold.fromUs});
        from = fold.toUs;
    }
    if (from < to)
        parts.push_back({from, to});
    return parts;
}

} // namespace once
