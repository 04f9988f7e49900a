using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Validation;

/// <summary>
/// A host simulated event by event: each vCPU idles and computes in turn, both exponential; n runnable vCPUs share c pCPUs by
/// processor sharing. Runs on Sim's own kernel.
/// </summary>
internal sealed class SharedHost : IEventHandler
{
    private const int Wake = 0;
    private const int Depart = 1;
    private const double MeanBurstSeconds = 0.05;

    private readonly int _pcpus;
    private readonly double[] _duty;
    private readonly double[] _left;
    private readonly bool[] _runnable;
    private readonly RandomStream _stream;
    private SimTime _last;
    private double _waiting;
    private int _count;
    private EventHandle _departure;
    private bool _departing;

    private SharedHost(int pcpus, double[] duty, long seed)
    {
        _pcpus = pcpus;
        _duty = duty;
        _left = new double[duty.Length];
        _runnable = new bool[duty.Length];
        _stream = new RandomStreams(seed)["bursts"];
    }

    /// <summary>Mean ready time per vCPU in percent, over 20,000 s after 100 s of warm-up.</summary>
    public static double ReadyPct(int pcpus, double[] duty, long seed)
    {
        SharedHost host = new(pcpus, duty, seed);
        Simulation simulation = new();
        for (int vcpu = 0; vcpu < duty.Length; vcpu++)
        {
            host.Sleep(simulation, vcpu);
        }

        simulation.RunUntil(SimTime.FromSeconds(100));
        host.Advance(SimTime.FromSeconds(100));
        host._waiting = 0;
        simulation.RunUntil(SimTime.FromSeconds(20_100));
        host.Advance(SimTime.FromSeconds(20_100));
        return host._waiting / 20_000 / duty.Length * 100;
    }

    public void Handle(Simulation simulation, int operation, long payload)
    {
        Advance(simulation.Now);
        int vcpu = (int)payload;
        if (operation == Wake)
        {
            _runnable[vcpu] = true;
            _left[vcpu] = _stream.NextExponential(MeanBurstSeconds);
            _count++;
        }
        else
        {
            _departing = false;
            _runnable[vcpu] = false;
            _count--;
            Sleep(simulation, vcpu);
        }

        Schedule(simulation);
    }

    // Work done and waiting since the last change: each of n runnable vCPUs runs c/n of the time where n > c.
    private void Advance(SimTime now)
    {
        double seconds = (now - _last).Seconds;
        double speed = _count > _pcpus ? (double)_pcpus / _count : 1;
        for (int vcpu = 0; vcpu < _left.Length; vcpu++)
        {
            _left[vcpu] -= _runnable[vcpu] ? seconds * speed : 0;
        }

        _waiting += seconds * _count * (1 - speed);
        _last = now;
    }

    private void Sleep(Simulation simulation, int vcpu)
    {
        double mean = MeanBurstSeconds * (1 - _duty[vcpu]) / _duty[vcpu];
        simulation.ScheduleAfter(Nanoseconds(_stream.NextExponential(mean)), this, Wake, vcpu);
    }

    // The runnable vCPU with the least work left is the next to finish.
    private void Schedule(Simulation simulation)
    {
        if (_departing)
        {
            simulation.Cancel(_departure);
            _departing = false;
        }

        int next = -1;
        for (int vcpu = 0; vcpu < _left.Length; vcpu++)
        {
            next = _runnable[vcpu] && (next < 0 || _left[vcpu] < _left[next]) ? vcpu : next;
        }

        if (next >= 0)
        {
            double speed = _count > _pcpus ? (double)_pcpus / _count : 1;
            _departure = simulation.ScheduleAfter(Nanoseconds(_left[next] / speed), this, Depart, next);
            _departing = true;
        }
    }

    private static Duration Nanoseconds(double seconds) => new((long)(System.Math.Max(0, seconds) * 1e9));
}
