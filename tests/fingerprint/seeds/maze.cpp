// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Ways through a maze, and fields of it.
namespace {

constexpr int width = 8, height = 5;
const char maze[] = "S..#...."
                    ".#.#.##."
                    ".#...#.."
                    ".###.#.#"
                    ".....#.E";

struct Place
{
    int x = 0, y = 0;
    bool operator==(const Place &) const = default;
};

bool isFree(Place place)
{
    return place.x >= 0 && place.x < width && place.y >= 0 && place.y < height && maze[place.y * width + place.x] != '#';
}

int wayLength(Place from, Place to)
{
    QList<int> distance(width * height, -1);
    QList<Place> open{from};
    distance[from.y * width + from.x] = 0;
    for (int i = 0; i < open.size(); ++i) {
        const Place at = open[i];
        if (at == to)
            return distance[at.y * width + at.x];
        for (const Place &step : {Place{1, 0}, Place{0, 1}, Place{-1, 0}, Place{0, -1}}) {
            const Place next{at.x + step.x, at.y + step.y};
            if (!isFree(next) || distance[next.y * width + next.x] >= 0)
                continue;
            distance[next.y * width + next.x] = distance[at.y * width + at.x] + 1;
            open.append(next);
        }
    }
    return -1;
}

int area(Place at, QSet<int> &seen)
{
    const int index = at.y * width + at.x;
    if (!isFree(at) || seen.contains(index))
        return 0;
    seen.insert(index);
    return 1 + area({at.x + 1, at.y}, seen) + area({at.x - 1, at.y}, seen) + area({at.x, at.y + 1}, seen);
}

} // namespace

QString work(int input)
{
    const Place begin{input % width, input / 3};
    QSet<int> seen;
    const int length = wayLength({0, 0}, begin);
    QString text = length < 0 ? u"no way"_s : u"%1 steps"_s.arg(length);
    if (wayLength(begin, {7, 4}) > 6)
        text += u", far"_s;
    return text + u", area %1"_s.arg(area(begin, seen));
}
