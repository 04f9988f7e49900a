using System;
using System.Globalization;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>Servers that share their speed among all who use them: a processor under time slicing, a link.</summary>
/// <remarks>
/// A job of weight w uses up to w servers. While the weights of all jobs sum up to more than there are servers, each gets
/// servers in proportion to its weight. With one server and weights of 1 that is plain processor sharing.
/// By virtual time, the service that a job of weight 1 would have had: a job's end is fixed in it when the job begins, so
/// an arrival or departure costs O(log n) (A. Demers, S. Keshav and S. Shenker, "Analysis and simulation of a fair queueing
/// algorithm", SIGCOMM 1989). Ends are rounded up to whole nanoseconds; virtual time is a double that starts again at 0
/// whenever the servers are idle.
/// </remarks>
public sealed class ProcessorSharing : IWaitTarget, IEventHandler
{
    private readonly ProcessRuntime _runtime;
    private readonly NodeHeap _jobs = new(); // by virtual end, as the bits of a double that is not negative
    private long _sequence;
    private double _virtual;
    private double _weights;
    private SimTime _updated;
    private EventHandle _next;

    /// <summary>Idle servers.</summary>
    /// <param name="simulation">Where they stand.</param>
    /// <param name="name">For texts.</param>
    /// <param name="servers">How many, or how fast in all; not negative, finite, may be a fraction.</param>
    /// <param name="measured">Whether <see cref="Measures"/> are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of servers is negative or not finite.</exception>
    public ProcessorSharing(Simulation simulation, string name, double servers = 1, bool measured = false)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        RequireServers(servers);
        _runtime = ProcessRuntime.Of(simulation);
        (Name, Servers, _updated) = (name, servers, simulation.Now);
        Measures = measured ? new QueueMeasures(simulation.Now) : null;
    }

    /// <summary>For texts.</summary>
    public string Name { get; }

    /// <summary>How many servers there are.</summary>
    public double Servers { get; private set; }

    /// <summary>How many jobs share them.</summary>
    public int Jobs => _jobs.Count;

    /// <summary>How many servers are busy.</summary>
    public double Busy => Math.Min(_weights, Servers);

    /// <summary>Busy servers and, as queue length, jobs over time; as waiting time, each job's time in the system. Null unless asked for.</summary>
    public QueueMeasures? Measures { get; }

    ProcessRuntime IWaitTarget.Runtime => _runtime;

    private double Rate => _weights <= Servers ? 1 : Servers / _weights;

    /// <summary>A wait until work has been done.</summary>
    /// <param name="work">How long it would take one server of its own; not negative.</param>
    /// <param name="weight">How many servers it can use, and its share where they are short; positive and finite, default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The work is negative, or the weight not positive and finite.</exception>
    public ResourceWait Use(Duration work, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(work, Duration.Zero);
        if (!(weight > 0) || !double.IsFinite(weight))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "must be positive and finite");
        }

        return new ResourceWait(this, work.Nanoseconds, BitConverter.DoubleToInt64Bits(weight));
    }

    /// <summary>Changes the number of servers; jobs go on at the new speed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or not finite.</exception>
    public void SetServers(double servers)
    {
        RequireServers(servers);
        Advance();
        Servers = servers;
        Changed();
    }

    /// <inheritdoc/>
    public void Handle(Simulation simulation, int operation, long payload)
    {
        _runtime.Enter();
        Advance();
        _virtual = Math.Max(_virtual, VirtualEnd(_jobs.First!)); // against a last bit lost to rounding
        while (_jobs.First is { } job && VirtualEnd(job) <= _virtual)
        {
            Leave(job);
            Measures?.AddWait(_runtime.Now - job.Since);
            _runtime.Complete(job);
        }

        Changed();
        _runtime.Leave();
    }

    /// <summary><c>cpu, 5 jobs on 2 servers</c>; in a failure the failed process.</summary>
    public override string ToString() => _runtime.HandlerName(
        string.Create(CultureInfo.InvariantCulture, $"{Name}, {Jobs} jobs on {Servers} servers"));

    bool IWaitTarget.TryNow(long amount, long kind) => false;

    WaitNode IWaitTarget.Begin(ProcessBox owner, int branch, long amount, long kind)
    {
        Advance();
        double weight = BitConverter.Int64BitsToDouble(kind);
        WaitNode node = _runtime.Rent(this, owner, branch);
        node.Amount = kind;
        node.Key = BitConverter.DoubleToInt64Bits(_virtual + (amount / weight));
        node.Sequence = _sequence++;
        _jobs.Add(node);
        _weights += weight;
        Changed();
        return node;
    }

    void IWaitSource.Withdraw(WaitNode node)
    {
        Advance();
        Leave(node);
        Changed();
    }

    string IWaitSource.Describe(WaitNode node) => $"work on {this}";

    private static void RequireServers(double servers)
    {
        if (!(servers >= 0) || !double.IsFinite(servers))
        {
            throw new ArgumentOutOfRangeException(nameof(servers), servers, "must be finite and not negative");
        }
    }

    private static double VirtualEnd(WaitNode job) => BitConverter.Int64BitsToDouble(job.Key);

    private void Advance()
    {
        _virtual += (_runtime.Now - _updated).Nanoseconds * Rate;
        _updated = _runtime.Now;
    }

    private void Leave(WaitNode job)
    {
        _jobs.Remove(job);
        _weights -= BitConverter.Int64BitsToDouble(job.Amount);
        if (_jobs.Count == 0)
        {
            (_virtual, _weights) = (0, 0);
        }
    }

    // Rounded up to whole nanoseconds, but not for the last bits of the doubles: an exact end must not come 1 ns late.
    private double SpanTo(double end)
    {
        const double LastBits = 1.0 / (1L << 50);
        double doubt = 1e-6 + (end * LastBits / Rate);
        return Math.Ceiling(((end - _virtual) / Rate) - doubt);
    }

    // The next end has moved.
    private void Changed()
    {
        Measures?.SetBusy(_runtime.Now, Busy);
        Measures?.SetQueue(_runtime.Now, Jobs);
        double span = _jobs.First is { } job ? SpanTo(VirtualEnd(job)) : double.NaN;
        if (!(span < long.MaxValue - _runtime.Now.Nanoseconds))
        {
            _runtime.Simulation.Cancel(_next); // nothing to do, or no speed to do it with
            return;
        }

        SimTime end = _runtime.Now + new Duration((long)Math.Max(span, 0));
        if (!_runtime.Simulation.RescheduleAt(_next, end))
        {
            _next = _runtime.Simulation.ScheduleAt(end, this, 0);
        }
    }
}
