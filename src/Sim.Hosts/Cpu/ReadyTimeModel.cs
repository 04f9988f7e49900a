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
/// (product form; Baskett, Chandy, Muntz, Palacios, JACM 22(2), 1975).
/// Unlike vCPUs are replaced by like ones whose number of busy ones has the same mean and variance when nobody waits:
/// p' = sum p^2 / sum p, N' = (sum p)^2 / sum p^2 (Sim's own approximation; its error is stated in Sim.Validation's
/// ReadyTimeTests). N' is not whole: the estimate is interpolated between its neighbours.
/// Values are tabulated per (N, c) when first needed, at 513 points evenly spaced in the square root of p because the curve
/// bends near p = c / N: within 0.1 % of N. Fewer than a billionth of a vCPU waiting counts as none. Not thread-safe.
/// </remarks>
public sealed class ReadyTimeModel
{
    private const int Points = 512;
    private const double Negligible = 1e-9;

    // Beyond so many standard deviations above the mean, the number of busy vCPUs does not reach c.
    private const double Deviations = 8;

    private readonly OrderedDictionary<int, List<double[]?>> _byPcpus = [];
    private int _lastPcpus;
    private List<double[]?> _last = [];

    /// <summary>The mean number of vCPUs that are runnable but not running.</summary>
    /// <param name="busySum">Sum over the vCPUs of the fraction of time p that each would run if it were alone.</param>
    /// <param name="busySquares">Sum over the vCPUs of p squared.</param>
    /// <param name="pcpus">c, 1 or more.</param>
    public double Waiting(double busySum, double busySquares, int pcpus)
    {
        double variance = Math.Max(0, busySum - busySquares);
        if (busySum <= 0 || busySum + (Deviations * Math.Sqrt(variance)) + 1 < pcpus)
        {
            return 0;
        }

        double busy = Math.Min(1, busySquares / busySum);
        double vcpus = busySum / busy;
        int whole = (int)vcpus;
        double low = Tabulated(whole, pcpus, busy);
        double high = Tabulated(whole + 1, pcpus, busy);
        double waiting = low + ((vcpus - whole) * (high - low));
        return waiting < Negligible ? 0 : waiting;
    }

    /// <summary>
    /// The mean number waiting among like vCPUs without the table: the birth-death chain's stationary mean, in O(N).
    /// </summary>
    /// <param name="vcpus">N, 0 or more.</param>
    /// <param name="pcpus">c, 1 or more.</param>
    /// <param name="busy">p of each, 0 to 1.</param>
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

    private double Tabulated(int vcpus, int pcpus, double busy)
    {
        if (vcpus <= pcpus)
        {
            return 0;
        }

        double[] table = Table(vcpus, pcpus);
        int index = Math.Min((int)(Math.Sqrt(busy) * Points), Points - 1);
        double low = Entry(table, index, vcpus, pcpus);
        double high = Entry(table, index + 1, vcpus, pcpus);
        return low + ((busy - Knot(index)) / (Knot(index + 1) - Knot(index)) * (high - low));
    }

    private static double Entry(double[] table, int index, int vcpus, int pcpus)
    {
        if (double.IsNaN(table[index]))
        {
            table[index] = WaitingExactly(vcpus, pcpus, Knot(index));
        }

        return table[index];
    }

    private double[] Table(int vcpus, int pcpus)
    {
        if (pcpus != _lastPcpus)
        {
            if (!_byPcpus.TryGetValue(pcpus, out List<double[]?>? tables))
            {
                tables = [];
                _byPcpus.Add(pcpus, tables);
            }

            (_lastPcpus, _last) = (pcpus, tables);
        }

        while (_last.Count <= vcpus)
        {
            _last.Add(null);
        }

        if (_last[vcpus] is { } known)
        {
            return known;
        }

        double[] table = new double[Points + 1];
        Array.Fill(table, double.NaN);
        _last[vcpus] = table;
        return table;
    }
}
