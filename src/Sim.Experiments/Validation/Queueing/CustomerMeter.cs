using Sim.Kernel.Measures;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>Numbers customers as they arrive, and takes a value from each of those that count.</summary>
/// <remarks>
/// Those that count are chosen by their place in the order of arrival, and the run goes on until the last has been measured:
/// so nobody who stays long is left out, and the mean is that of the steady state without the error of a ratio.
/// </remarks>
internal sealed class CustomerMeter(Replication replication)
{
    private readonly long _first = replication.WarmUp;
    private readonly long _end = replication.WarmUp + replication.Customers;
    private readonly Tally _values = new();
    private long _arrived;

    /// <summary>Whether all that count have been measured: then no more need to arrive.</summary>
    public bool IsDone => _values.Count == _end - _first;

    /// <summary>The mean over those that count.</summary>
    public double Mean => _values.Mean;

    /// <summary>The number of the next to arrive.</summary>
    public long Arrive() => _arrived++;

    /// <summary>Whether the customer of that number counts.</summary>
    public bool Counts(long customer) => customer >= _first && customer < _end;

    /// <summary>Takes a customer's value where it counts.</summary>
    public void Take(long customer, double value)
    {
        if (Counts(customer))
        {
            _values.Add(value);
        }
    }
}
