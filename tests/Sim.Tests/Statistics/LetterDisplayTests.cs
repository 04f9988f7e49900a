using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class LetterDisplayTests
{
    // By hand: all share "a" until 0 and 3 are separated, then 0 and 2: 0 1 and 1 2 3.
    [Test]
    public void Groups_overlap_where_neighbours_do_not_differ() =>
        Assert.That(LetterDisplay.Of([1, 2, 3, 4], [(0, 3), (2, 0)]), Is.EqualTo(new[] { "a", "ab", "b", "b" }));

    // By hand: the middle one differs from both others, which do not differ (its variance is smaller, say).
    [Test]
    public void A_policy_between_two_that_are_alike_may_differ_from_both() =>
        Assert.That(LetterDisplay.Of([3, 2, 1], [(0, 1), (1, 2)]), Is.EqualTo(new[] { "a", "b", "a" }));

    [Test]
    public void Without_differences_all_are_alike_and_with_all_none()
    {
        Assert.That(LetterDisplay.Of([3, 1, 2], []), Is.All.EqualTo("a"));
        Assert.That(LetterDisplay.Of([3, 1, 2], [(0, 1), (0, 2), (1, 2)]), Is.EqualTo(new[] { "c", "a", "b" }));
        Assert.That(LetterDisplay.Of([], []), Is.Empty);
        Assert.That(LetterDisplay.Of([double.NaN, double.NaN], []), Is.All.EqualTo("a"));
    }

    [Test]
    public void More_groups_than_letters_are_numbered()
    {
        double[] means = [.. Enumerable.Range(0, 60).Select(i => (double)i)];
        IReadOnlyList<string> letters = LetterDisplay.Of(means, from i in Enumerable.Range(0, 60) from j in Enumerable.Range(i + 1, 59 - i) select (i, j));
        Assert.That((letters[0], letters[51], letters[52], letters[59]), Is.EqualTo(("a", "Z", "a1", "h1")));
        Assert.That(letters, Is.Unique);
    }

    [Property]
    public bool Two_share_a_letter_just_when_they_do_not_differ(uint bits, byte count)
    {
        int policies = 2 + (count % 7);
        double[] means = [.. Enumerable.Range(0, policies).Select(i => (double)(i * 5 % 7))];
        (int, int)[] pairs = [.. from i in Enumerable.Range(0, policies) from j in Enumerable.Range(i + 1, policies - i - 1) select (i, j)];
        uint mixed = unchecked(bits * 2654435761);
        (int First, int Second)[] differing = [.. pairs.Where((_, i) => (mixed >> i & 1) == 1)];
        IReadOnlyList<string> letters = LetterDisplay.Of(means, differing);
        return Array.TrueForAll(pairs, pair => letters[pair.Item1].Intersect(letters[pair.Item2]).Any() != differing.Contains(pair));
    }

    [Test]
    public void Policies_that_do_not_exist_are_refused()
    {
        Assert.That(() => LetterDisplay.Of([1, 2], [(0, 2)]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => LetterDisplay.Of([1, 2], [(-1, 0)]), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
