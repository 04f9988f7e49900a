using System;
using System.Collections.Generic;

namespace Sim.Statistics.Queues;

/// <summary>The steady state of M/M/1/K: one server, room for K customers with the one in service, and who finds it full is lost.</summary>
/// <remarks>
/// The chance of k customers is proportional to rho^k. D. Gross et al., "Fundamentals of Queueing Theory", 4th ed., 2008, 2.5.
/// Any load is stable.
/// </remarks>
public sealed class FiniteRoomQueue
{
    /// <summary>The queue with the given load and room.</summary>
    /// <param name="load">Arrival rate, of those lost too, times mean service time; not negative.</param>
    /// <param name="room">K, the most customers present at once; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public FiniteRoomQueue(double load, int room)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(load);
        ArgumentOutOfRangeException.ThrowIfLessThan(room, 1);
        double[] chances = Geometric(load, room);
        Probabilities = chances;
        Loss = chances[room];
        for (int k = 0; k <= room; k++)
        {
            MeanNumber += k * chances[k];
        }

        MeanQueue = MeanNumber - (1 - chances[0]);
    }

    /// <summary>The chance that just k customers are present, for k from 0 to the room.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The share of arrivals that is lost: those arrive as often in a full system as it is full.</summary>
    public double Loss { get; }

    /// <summary>The mean number of customers present.</summary>
    public double MeanNumber { get; }

    /// <summary>The mean number of customers who wait.</summary>
    public double MeanQueue { get; }

    // Powers of what is below 1, from the likely end, cannot overflow.
    private static double[] Geometric(double load, int room)
    {
        double[] chances = new double[room + 1];
        double ratio = Math.Min(load, 1 / load);
        double power = 1;
        double sum = 0;
        for (int i = 0; i <= room; i++, power *= ratio)
        {
            chances[load <= 1 ? i : room - i] = power;
            sum += power;
        }

        for (int k = 0; k <= room; k++)
        {
            chances[k] /= sum;
        }

        return chances;
    }
}
