using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace Sim.House.Source;

/// <summary>How a rule is asserted: no breach in the repository, and just the expected ones in an example.</summary>
internal static class Rule
{
    /// <summary>Fails with one line a breach.</summary>
    public static void Holds(IEnumerable<Breach> breaches)
    {
        Breach[] found = [.. breaches];
        Assert.That(found.Length, Is.Zero, () => string.Join(Environment.NewLine, found.AsEnumerable()));
    }

    /// <summary>Fails unless the example breaks the rule in just the expected places, written as <see cref="Breach.ToString"/> does.</summary>
    public static void Catches(IEnumerable<Breach> breaches, params string[] expected) =>
        Assert.That(breaches.Select(breach => breach.ToString()), Is.EqualTo(expected));
}
