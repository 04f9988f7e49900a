using System;

namespace Sim.Statistics.Queues;

/// <summary>One server and classes of customers with priorities: M/G/1, first come first served within a class.</summary>
/// <remarks>
/// In the formulas sigma(k) is the load of the classes up to k, the most urgent first, and R(k) the work of those classes
/// that an arrival finds in service, on average. A class is stable as long as sigma(k) is below 1, whatever comes after it.
/// </remarks>
public static class PriorityQueueing
{
    /// <summary>The mean time to the start of service of each class, where a service once begun is finished.</summary>
    /// <param name="classes">The most urgent first; at least one.</param>
    /// <returns>W(k) = R(all) / ((1 - sigma(k-1)) (1 - sigma(k))); infinity where sigma(k) is 1 or more.</returns>
    /// <remarks>A. Cobham, Operations Research 2(1), 1954; L. Kleinrock, "Queueing Systems" II, 1976, 3.2 and 3.3.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no class, or a parameter of one is out of range.</exception>
    public static double[] NonPreemptiveWaiting(ReadOnlySpan<PriorityClass> classes)
    {
        RefuseOutOfRange(classes);
        double residual = 0;
        double before = 0;
        foreach (PriorityClass each in classes)
        {
            // Of an overloaded server the first class that cannot be served in full takes what the more urgent leave.
            double load = Math.Min(each.Load, 1 - before);
            residual += load * each.Residual;
            before += load;
        }

        double[] residuals = new double[classes.Length];
        Array.Fill(residuals, residual);
        return Waiting(classes, residuals);
    }

    /// <summary>The mean time from arrival to departure of each class, where the more urgent interrupt the others, which resume where they were.</summary>
    /// <param name="classes">The most urgent first; at least one.</param>
    /// <returns>T(k) = s(k) / (1 - sigma(k-1)) + R(k) / ((1 - sigma(k-1)) (1 - sigma(k))); infinity where sigma(k) is 1 or more.</returns>
    /// <remarks>H. White and L. S. Christie, Operations Research 6(1), 1958; L. Kleinrock, "Queueing Systems" II, 1976, 3.4.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no class, or a parameter of one is out of range.</exception>
    public static double[] PreemptiveResumeSojourn(ReadOnlySpan<PriorityClass> classes)
    {
        RefuseOutOfRange(classes);
        double[] residuals = new double[classes.Length];
        double residual = 0;
        for (int k = 0; k < classes.Length; k++)
        {
            residual += classes[k].Load * classes[k].Residual;
            residuals[k] = residual;
        }

        double[] sojourns = Waiting(classes, residuals);
        double before = 0;
        for (int k = 0; k < classes.Length; k++)
        {
            sojourns[k] += double.IsFinite(sojourns[k]) ? classes[k].MeanService / (1 - before) : 0;
            before += classes[k].Load;
        }

        return sojourns;
    }

    private static double[] Waiting(ReadOnlySpan<PriorityClass> classes, double[] residuals)
    {
        double[] waiting = new double[classes.Length];
        double before = 0;
        for (int k = 0; k < classes.Length; k++)
        {
            double load = before + classes[k].Load;
            waiting[k] = load >= 1 ? double.PositiveInfinity : residuals[k] / ((1 - before) * (1 - load));
            before = load;
        }

        return waiting;
    }

    private static void RefuseOutOfRange(ReadOnlySpan<PriorityClass> classes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(classes.Length);
        foreach (PriorityClass each in classes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(each.ArrivalRate);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(each.MeanService);
            ArgumentOutOfRangeException.ThrowIfNegative(each.Variation);
        }
    }
}
