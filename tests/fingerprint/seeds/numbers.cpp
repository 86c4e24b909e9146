// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Numbers: primes, divisors, digits and bits.
namespace {

QList<int> primesBelow(int limit)
{
    QList<bool> isComposite(limit + 1, false);
    QList<int> primes;
    for (int i = 2; i < limit; ++i) {
        if (isComposite[i])
            continue;
        primes.append(i);
        for (int k = i * i; k < limit; k += i)
            isComposite[k] = true;
    }
    return primes;
}

int greatestDivisor(int a, int b)
{
    return b == 0 ? a : greatestDivisor(b, a % b);
}

int digitSum(int number)
{
    int sum = 0;
    for (; number > 0; number /= 10)
        sum += number % 10;
    return sum;
}

quint32 mixed(quint32 value)
{
    value ^= value >> 3;
    value *= 2654435761u;
    value ^= value << 5;
    return (value >> 16) & 255;
}

bool isOdd(int number);
bool isEven(int number) { return number == 0 || isOdd(number - 1); }
bool isOdd(int number) { return number != 0 && isEven(number - 1); }

int steps(int number)
{
    int count = 0;
    while (number != 1 && count < 200) {
        number = number % 2 == 0 ? number / 2 : number * 3 + 1;
        ++count;
    }
    return count;
}

} // namespace

QString work(int input)
{
    const QList<int> primes = primesBelow(30 + input * 10);
    const int sum = std::accumulate(primes.begin(), primes.end(), 0);
    QString text = u"%1 %2 %3 "_s.arg(primes.size()).arg(sum).arg(greatestDivisor(sum, 36 + input));
    text += u"%1 %2 "_s.arg(digitSum(sum * 17)).arg(mixed(quint32(sum)));
    if (isEven(input + 2) && sum > 100)
        text += u"even "_s;
    return text + QString::number(steps(27 - input), 16);
}
