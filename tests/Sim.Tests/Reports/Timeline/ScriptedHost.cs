using System;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Tests.Reports.Timeline;

/// <summary>A host whose vCPUs wake, wait, run and stop at random; it tells a timeline what happens, as a model would.</summary>
internal sealed class ScriptedHost
{
    private readonly Random _random;
    private readonly ITimelineSink _sink;
    private readonly TimelineState[] _state;
    private readonly SimTime[] _since;
    private readonly int[] _where;
    private readonly int[] _running;
    private SimTime _now = SimTime.Zero;

    private ScriptedHost(ITimelineSink sink, int seed, int pcpus, int vms, int vcpus)
    {
        (_sink, _random) = (sink, new Random(seed));
        _state = [.. Enumerable.Repeat(TimelineState.Blocked, vms * vcpus)];
        (_since, _where, _running) = (new SimTime[vms * vcpus], new int[vms * vcpus], new int[pcpus]);
        Array.Fill(_where, -1);
        Array.Fill(_running, -1);
        for (int pcpu = 0; pcpu < pcpus; pcpu++)
        {
            sink.DefinePcpu(pcpu, string.Create(CultureInfo.InvariantCulture, $"core {pcpu}"));
        }

        for (int vcpu = 0; vcpu < vms * vcpus; vcpu++)
        {
            sink.DefineVcpu(vcpu, string.Create(CultureInfo.InvariantCulture, $"vm-{vcpu / vcpus}"), vcpu % vcpus);
        }
    }

    /// <summary>Plays so many changes, at most so many nanoseconds apart, and the end.</summary>
    public static SimTime Play(ITimelineSink sink, int seed, int pcpus = 2, int vms = 3, int vcpus = 2, int changes = 500, int longestNs = 400_000)
    {
        ScriptedHost host = new(sink, seed, pcpus, vms, vcpus);
        for (int change = 0; change < changes; change++)
        {
            host._now += new Duration(host._random.Next(0, longestNs));
            host.Change(host._random.Next(host._state.Length));
        }

        for (int vcpu = 0; vcpu < host._state.Length; vcpu++)
        {
            host.Become(vcpu, TimelineState.Blocked, -1);
        }

        sink.End();
        return host._now;
    }

    private void Change(int vcpu)
    {
        switch (_state[vcpu])
        {
            case TimelineState.Blocked:
                int[] awake = [.. _running.Where(running => running >= 0)];
                _sink.Wake(awake.Length > 0 && _random.Next(3) > 0 ? awake[_random.Next(awake.Length)] : -1, vcpu, _now);
                Become(vcpu, TimelineState.Ready, -1);
                Dispatch(vcpu);
                break;
            case TimelineState.Run:
                int pcpu = _where[vcpu];
                Become(vcpu, (TimelineState)_random.Next(1, 5), -1);
                _running[pcpu] = -1;
                break;
            case TimelineState.CoStop or TimelineState.Capped:
                Become(vcpu, TimelineState.Ready, -1);
                break;
            default:
                Dispatch(vcpu);
                break;
        }
    }

    private void Dispatch(int vcpu)
    {
        int pcpu = Array.IndexOf(_running, -1);
        if (pcpu >= 0)
        {
            _running[pcpu] = vcpu;
            Become(vcpu, TimelineState.Run, pcpu);
        }
    }

    private void Become(int vcpu, TimelineState state, int pcpu)
    {
        _sink.State(vcpu, _state[vcpu], _where[vcpu], _since[vcpu], _now);
        (_state[vcpu], _where[vcpu], _since[vcpu]) = (state, pcpu, _now);
    }
}
