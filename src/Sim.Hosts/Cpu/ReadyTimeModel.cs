using System;
using System.Collections.Generic;

namespace Sim.Hosts.Cpu;

/// <summary>
/// Estimates how many vCPUs wait for a pCPU at a given load, although the load's average leaves room: bursts collide.
/// </summary>
/// <remarks>
/// Model: the closed queue M/M/c//N (machine repairman). N vCPUs alternate between idling and bursts of work; alone on
/// the host each would be busy a fraction p of the time; c pCPUs serve. With processor sharing, which is what a
/// proportional-share scheduler approximates, the queue length does not depend on the distribution of bursts, only on p
/// (product form; Baskett, Chandy, Muntz, Palacios, JACM 22(2), 1975). Taking every vCPU's p as the mean p is the
/// approximation: vCPUs of unlike load collide less, so the estimate errs on the high side.
/// One instance tabulates 513 points per (N, c) on first use, evenly spaced in the square root of p because the curve bends
/// near p = c / N, and interpolates linearly: within 0.1 % of N. Fewer than a billionth of a vCPU waiting counts as none.
/// Not thread-safe.
/// </remarks>
public sealed class ReadyTimeModel
{
    private const int Points = 512;
    private const double Negligible = 1e-9;

    private readonly OrderedDictionary<long, double[]> _tables = [];
    private long _lastKey = -1;
    private double[] _last = [];

    /// <summary>The mean number of vCPUs that are runnable but not running.</summary>
    /// <param name="vcpus">N, 0 or more.</param>
    /// <param name="pcpus">c, 1 or more.</param>
    /// <param name="busy">p: mean fraction of time that a vCPU would run if it were alone, 0 to 1.</param>
    public double Waiting(int vcpus, int pcpus, double busy)
    {
        if (vcpus <= pcpus)
        {
            return 0;
        }

        long key = ((long)pcpus << 32) | (uint)vcpus;
        if (key != _lastKey)
        {
            (_lastKey, _last) = (key, Table(key, vcpus, pcpus));
        }

        double p = Math.Clamp(busy, 0, 1);
        int index = Math.Min((int)(Math.Sqrt(p) * Points), Points - 1);
        double share = (p - Knot(index)) / (Knot(index + 1) - Knot(index));
        double waiting = _last[index] + (share * (_last[index + 1] - _last[index]));
        return waiting < Negligible ? 0 : waiting;
    }

    /// <summary>The same without the table: the birth-death chain's stationary mean, in O(N).</summary>
    public static double WaitingExactly(int vcpus, int pcpus, double busy)
    {
        if (vcpus <= pcpus || busy <= 0)
        {
            return 0;
        }

        if (busy >= 1)
        {
            return vcpus - pcpus;
        }

        // Ratios r of wish rate to service rate; terms relative to their running maximum, so that no N overflows.
        double ratio = busy / (1 - busy);
        double term = 1;
        double total = 1;
        double waiting = 0;
        for (int k = 1; k <= vcpus; k++)
        {
            term *= ratio * (vcpus - k + 1) / Math.Min(k, pcpus);
            total += term;
            waiting += term * Math.Max(0, k - pcpus);
            if (total > 1e200)
            {
                (term, total, waiting) = (term * 1e-200, total * 1e-200, waiting * 1e-200);
            }
        }

        return waiting / total;
    }

    private static double Knot(int index) => (double)index / Points * index / Points;

    private double[] Table(long key, int vcpus, int pcpus)
    {
        if (_tables.TryGetValue(key, out double[]? table))
        {
            return table;
        }

        table = new double[Points + 1];
        for (int i = 0; i <= Points; i++)
        {
            table[i] = WaitingExactly(vcpus, pcpus, Knot(i));
        }

        _tables.Add(key, table);
        return table;
    }
}
