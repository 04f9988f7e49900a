using System.IO;
using Sim.Kernel.Checkpoints;
using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Tests.Kernel.Checkpoints;

/// <summary>A model with everything that a checkpoint must keep: a bursty queue whose impatient customers cancel, and a clock tick.</summary>
internal sealed class CheckpointModel : IEventHandler, ICheckpointed
{
    private const int Arrival = 0;
    private const int Departure = 1;
    private const int GiveUp = 2;
    private const int Tick = 3;

    private readonly RandomStream _gaps;
    private readonly RandomStream _services;
    private readonly MarkovModulatedPoissonVariate _arrivals = MarkovModulatedPoissonVariate.OnOff(4e-6, 30e6, 20e6);
    private readonly TraceVariate _patience = new([2e6, 9e6, 4e6, 5e7], TraceEnd.Repeat);
    private readonly LatencyHistogram _waits = new();
    private readonly Tally _ticks = new();
    private readonly TimeWeighted _length = new(SimTime.Zero, 0);
    private readonly EventHandle[] _timers = new EventHandle[64]; // of those who wait, by place in the ring
    private readonly long[] _since = new long[64];
    private EventHandle _tick;
    private int _first;
    private int _waiting;
    private int _busy;
    private long _lost;

    public CheckpointModel(long seed, IEventQueue queue)
    {
        RandomStreams streams = new(seed);
        (_gaps, _services) = (streams["gaps"], streams["services"]);
        Simulation = new Simulation(queue) { Observer = Log };
        Checkpoint = new Checkpoint(Simulation);
        Checkpoint.Add("queue", this);
        Checkpoint.Add("log", Log);
    }

    public Simulation Simulation { get; }

    public EventLogHash Log { get; } = new();

    public Checkpoint Checkpoint { get; }

    public void Start()
    {
        Simulation.ScheduleAfter(Duration.Zero, this, Arrival);
        _tick = Simulation.ScheduleAt(new SimTime(10_000_000), this, Tick, priority: -1);
    }

    public byte[] Saved()
    {
        using MemoryStream stream = new();
        Checkpoint.Save(stream);
        return stream.ToArray();
    }

    /// <summary>A fresh model that goes on from what was saved.</summary>
    public static CheckpointModel Resumed(byte[] saved, long seed, IEventQueue queue)
    {
        CheckpointModel model = new(seed, queue);
        using MemoryStream stream = new(saved);
        model.Checkpoint.Load(stream, "run.ckpt");
        return model;
    }

    public void Handle(Simulation simulation, int operation, long payload)
    {
        switch (operation)
        {
            case Arrival:
                Arrive();
                simulation.ScheduleAfter(new Duration((long)_arrivals.Next(_gaps) + 1), this, Arrival);
                break;
            case Departure:
                _busy--;
                Serve();
                break;
            case GiveUp:
                _lost++;
                _since[payload] = -1;
                break;
            default:
                _ticks.Add(_waiting);
                _tick = simulation.ScheduleAfter(new Duration(10_000_000), this, Tick, priority: -1);
                break;
        }

        // A tick is moved on by every third event, so that handles and moved events live on in checkpoints.
        if (simulation.Executed % 3 == 0 && simulation.IsPending(_tick))
        {
            simulation.RescheduleAt(_tick, simulation.Now + new Duration(7_000_000));
        }
    }

    public void Save(CheckpointWriter writer)
    {
        writer.Write(_gaps);
        writer.Write(_services);
        writer.Write(_arrivals);
        writer.Write(_patience);
        writer.Write(_waits);
        writer.Write(_ticks);
        writer.Write(_length);
        writer.Write(_since);
        foreach (EventHandle timer in _timers)
        {
            writer.Write(timer);
        }

        writer.Write(_tick);
        writer.Write(_first);
        writer.Write(_waiting);
        writer.Write(_busy);
        writer.Write(_lost);
    }

    public void Load(CheckpointReader reader)
    {
        reader.Read(_gaps);
        reader.Read(_services);
        reader.Read(_arrivals);
        reader.Read(_patience);
        reader.Read(_waits);
        reader.Read(_ticks);
        reader.Read(_length);
        reader.ReadLongs().CopyTo(_since, 0);
        for (int i = 0; i < _timers.Length; i++)
        {
            _timers[i] = reader.ReadHandle();
        }

        _tick = reader.ReadHandle();
        _first = reader.ReadInt();
        _waiting = reader.ReadInt();
        _busy = reader.ReadInt();
        _lost = reader.ReadLong();
    }

    public override string ToString() => "queue";

    private void Arrive()
    {
        if (_waiting == _timers.Length)
        {
            _lost++;
            return;
        }

        int place = (_first + _waiting++) % _timers.Length;
        _since[place] = Simulation.Now.Nanoseconds;
        _timers[place] = Simulation.ScheduleAfter(new Duration((long)_patience.Next(_gaps)), this, GiveUp, place);
        Serve();
    }

    private void Serve()
    {
        while (_busy < 2 && _waiting > 0)
        {
            int place = _first;
            (_first, _waiting) = ((_first + 1) % _timers.Length, _waiting - 1);
            if (_since[place] >= 0)
            {
                Simulation.Cancel(_timers[place]);
                _waits.Add(new Duration(Simulation.Now.Nanoseconds - _since[place]));
                Simulation.ScheduleAfter(new Duration((long)_services.NextExponential(600_000)), this, Departure);
                _busy++;
            }
        }

        _length.Set(Simulation.Now, _waiting);
    }
}
