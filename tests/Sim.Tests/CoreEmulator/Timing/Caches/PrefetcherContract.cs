using System;
using System.Collections.Generic;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

/// <summary>What every prefetcher does.</summary>
internal abstract class PrefetcherContract
{
    protected const int Line = 64;

    protected abstract IPrefetcher Make();

    [Test]
    public void Never_wants_more_than_there_is_room_for()
    {
        IPrefetcher prefetcher = Make();
        ulong[] wanted = new ulong[2];
        for (ulong n = 0; n < 200; n++)
        {
            Assert.That(prefetcher.Observe(0x10000 + (n * Line), 0x100, n % 3 == 0, Line, wanted), Is.InRange(0, 2));
        }
    }

    [Test]
    public void Having_forgotten_it_is_as_new()
    {
        IPrefetcher prefetcher = Make();
        List<ulong> first = Wanted(prefetcher);
        prefetcher.Forget();
        Assert.That(Wanted(prefetcher), Is.EqualTo(first));
    }

    [Test]
    public void A_run_of_lines_is_foreseen()
    {
        IPrefetcher prefetcher = Make();
        ulong[] wanted = new ulong[8];
        HashSet<ulong> foreseen = [];
        int covered = 0;
        for (ulong n = 0; n < 60; n++)
        {
            ulong address = 0x10000 + (n * Line);
            covered += foreseen.Contains(address) ? 1 : 0;
            int count = prefetcher.Observe(address, 0x100, foreseen.Contains(address), Line, wanted);
            foreseen.UnionWith(wanted.AsSpan(0, count).ToArray());
        }

        Assert.That(covered, Is.GreaterThanOrEqualTo(29));
    }

    protected static List<ulong> Wanted(IPrefetcher prefetcher, long stride = Line, int accesses = 12)
    {
        List<ulong> all = [];
        ulong[] wanted = new ulong[8];
        for (int n = 0; n < accesses; n++)
        {
            int count = prefetcher.Observe(unchecked(0x10800UL + (ulong)(n * stride)), 0x100, isHit: false, Line, wanted);
            all.AddRange(wanted.AsSpan(0, count).ToArray());
        }

        return all;
    }
}
