using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Islands;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Islands;

public sealed class NextTimesTests
{
    [Property(MaxTest = 200)]
    public void Agrees_with_an_array(byte islands, (byte Island, byte Time)[] changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        long[] expected = new long[1 + (islands % 20)];
        Array.Fill(expected, long.MaxValue);
        NextTimes times = new(expected.Length);
        foreach ((byte island, byte time) in changes)
        {
            expected[island % expected.Length] = time;
            times[island % expected.Length] = time;
            List<int> before = [];
            times.AddBefore(time, before);
            Assert.That(times.First, Is.EqualTo(expected.Min()));
            Assert.That(times.FirstIsland, Is.EqualTo(Array.IndexOf(expected, expected.Min())));
            Assert.That(before, Is.EqualTo(Enumerable.Range(0, expected.Length).Where(i => expected[i] < time)));
            Assert.That(times[island % expected.Length], Is.EqualTo(time));
        }
    }
}
