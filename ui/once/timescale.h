// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/idlegaps.h>

namespace once {

// Where each moment is on the screen, and which moment is at each place. Straight, but for long gaps in which
// nothing ran, when they are folded: each of those is as wide as the next, however long. Ascending and
// invertible in any case. A value, made anew for each picture.
class TimeScale
{
public:
    static constexpr double foldWidth = 24; // pixels

    // Of the time between two edges of the screen, in pixels. A gap is folded when it is longer than
    // `leastFoldedUs`.
    struct Options
    {
        qint64 anchorUs = 0;
        double anchorX = 0; // where `anchorUs` is
        double usPerPixel = 1e6;
        double left = 0, right = 0;
        const std::vector<IdleGap> *gaps = nullptr; // none are folded without
        qint64 leastFoldedUs = 0;
    };

    struct Fold : IdleGap
    {
        double x = 0; // of its left edge
    };

    TimeScale() : TimeScale(Options{}) { }
    explicit TimeScale(const Options &options);

    double x(qint64 us) const;
    qint64 us(double x) const;
    double usPerPixel() const { return m_usPerPixel; } // outside of folds
    const std::vector<Fold> &folds() const { return m_folds; } // that can be seen, in order

    // The stretches between the edges that are not folded.
    std::vector<IdleGap> straightParts(double left, double right) const;

private:
    struct Piece // up to the next one's begin
    {
        qint64 us;
        double x, usPerPixel;
    };

    void foldRightwards(const Options &options);
    void foldLeftwards(const Options &options);
    void joinPieces(const Options &options);

    std::vector<Fold> m_folds;
    std::vector<Piece> m_pieces;
    double m_usPerPixel;
};

} // namespace once
