using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Sim.Statistics;

/// <summary>Which of many policies differ, as letters: two policies differ significantly just when they share no letter.</summary>
/// <remarks>
/// Insert and absorb: H.-P. Piepho, "An algorithm for a letter-based representation of all-pairwise comparisons", Journal
/// of Computational and Graphical Statistics 13(2), 2004, without its last step, the sweep, which only removes letters
/// that are not needed; the differences of means by Tukey's test seldom leave any.
/// </remarks>
public static class LetterDisplay
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The letters of each policy, in the order of the alphabet.</summary>
    /// <param name="means">The mean of each policy, which only gives the order of the letters: the lowest has an "a".</param>
    /// <param name="differing">The pairs that differ significantly, each once, in any order.</param>
    /// <returns>Strings such as "a", "ab", "b". Past 52 groups a letter has a number after it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A pair has an index that is not one of a policy.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<double> means, IEnumerable<(int First, int Second)> differing)
    {
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(differing);
        int[] order = [.. Enumerable.Range(0, means.Count).OrderBy(policy => means[policy]).ThenBy(policy => policy)];
        int[] rank = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            rank[order[i]] = i;
        }

        // The fewest groups arise when neighbours in rank are separated last, and any order will do for correctness.
        List<bool[]> groups = means.Count == 0 ? [] : [[.. Enumerable.Repeat(true, order.Length)]];
        foreach ((int low, int high) in Ranked(differing, rank))
        {
            Separate(groups, low, high);
        }

        bool[][] columns = [.. groups.OrderBy(Key, StringComparer.Ordinal)];
        return [.. rank.Select(place => string.Concat(columns.Select((column, i) => column[place] ? Letter(i) : "")))];
    }

    private static IEnumerable<(int Low, int High)> Ranked(IEnumerable<(int First, int Second)> differing, int[] rank)
    {
        List<(int Low, int High)> ranked = [];
        foreach ((int first, int second) in differing)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(first);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(first, rank.Length);
            ArgumentOutOfRangeException.ThrowIfNegative(second);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(second, rank.Length);
            ranked.Add((Math.Min(rank[first], rank[second]), Math.Max(rank[first], rank[second])));
        }

        return ranked.OrderBy(pair => pair.Low).ThenBy(pair => pair.High);
    }

    // Insert: a group that holds both is replaced by one without either. Absorb: those within another group are dropped.
    private static void Separate(List<bool[]> groups, int low, int high)
    {
        List<bool[]> halves = [];
        foreach (bool[] group in groups.Where(group => group[low] && group[high]))
        {
            halves.Add(Without(group, low));
            halves.Add(Without(group, high));
        }

        groups.RemoveAll(group => group[low] && group[high]);
        foreach (bool[] half in halves.Where(half => !groups.Exists(group => IsWithin(half, group))))
        {
            groups.Add(half);
        }
    }

    private static bool[] Without(bool[] group, int member)
    {
        bool[] rest = [.. group];
        rest[member] = false;
        return rest;
    }

    private static bool IsWithin(bool[] inner, bool[] outer)
    {
        for (int i = 0; i < inner.Length; i++)
        {
            if (inner[i] && !outer[i])
            {
                return false;
            }
        }

        return true;
    }

    // Members first: the group with the lowest mean that another has not comes first.
    private static string Key(bool[] group) => string.Concat(group.Select(member => member ? '0' : '1'));

    private static string Letter(int group)
    {
        string letter = Alphabet[group % Alphabet.Length].ToString();
        int round = group / Alphabet.Length;
        return round == 0 ? letter : letter + round.ToString(CultureInfo.InvariantCulture);
    }
}
