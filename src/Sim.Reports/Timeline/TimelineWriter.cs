using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Reports.Timeline;

/// <summary>Writes a timeline in the Trace Event Format, which ui.perfetto.dev and chrome://tracing open.</summary>
/// <remarks>
/// One process holds the pCPUs, a thread each, with the vCPU that runs there; each VM is a process with a thread per vCPU,
/// with its states. A wake-up by another vCPU is an arrow from the waker's run to the woken vCPU's next run; any other is a
/// mark. Events are written as they come; the format asks for no order. Times are microseconds with three decimals.
/// Source: Trace Event Format (trace-viewer project), October 2016 (X, M, i, s and f events).
/// </remarks>
public sealed class TimelineWriter : ITimelineSink, IDisposable
{
    /// <summary>The name of a run's timeline in its result folder.</summary>
    public const string FileName = "timeline.json";

    private const int PcpuProcess = 1;
    private const int FirstPcpuThread = 1;
    private const int FirstVmProcess = 1_001;
    private const int FirstVcpuThread = 1_000_001;

    // Names from the fixed list of trace-viewer's color_scheme.html, in the order of the states.
    private static readonly byte[][] Colours =
    [
        "thread_state_running"u8.ToArray(),
        "thread_state_runnable"u8.ToArray(),
        "bad"u8.ToArray(),
        "terrible"u8.ToArray(),
        "thread_state_sleeping"u8.ToArray(),
        "thread_state_iowait"u8.ToArray(),
    ];

    private readonly TraceEventText _text;
    private readonly FileStream? _own;
    private readonly List<(int Process, int Thread, byte[] Name)> _vcpus = [];
    private readonly Dictionary<string, int> _vms = new(StringComparer.Ordinal);
    private readonly List<OpenWake> _wakes = [];
    private int _pcpus;
    private long _arrows;
    private bool _ended;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="host">The host's name.</param>
    public TimelineWriter(Stream stream, string host)
    {
        _text = new TraceEventText(stream);
        _text.Begin(host);
        _text.Metadata("process_name"u8, PcpuProcess, 0, $"host {host} pCPUs");
        _text.Sort("process_sort_index"u8, PcpuProcess, 0, 0);
    }

    private TimelineWriter(FileStream own, string host)
        : this((Stream)own, host) => _own = own;

    /// <summary>Begins a file of its own, which <see cref="End"/> closes.</summary>
    /// <param name="path">Where to; replaced where there is one.</param>
    /// <param name="host">The host's name.</param>
    public static TimelineWriter ToFile(string path, string host) => new(File.Create(path), host);

    /// <inheritdoc/>
    public void DefinePcpu(int pcpu, string name)
    {
        MustBeNext(pcpu, _pcpus++);
        _text.Metadata("thread_name"u8, PcpuProcess, FirstPcpuThread + pcpu, name);
        _text.Sort("thread_sort_index"u8, PcpuProcess, FirstPcpuThread + pcpu, pcpu);
    }

    /// <inheritdoc/>
    public void DefineVcpu(int vcpu, string vm, int index)
    {
        MustBeNext(vcpu, _vcpus.Count);
        if (!_vms.TryGetValue(vm, out int process))
        {
            process = FirstVmProcess + _vms.Count;
            _vms.Add(vm, process);
            _text.Metadata("process_name"u8, process, 0, $"VM {vm}");
            _text.Sort("process_sort_index"u8, process, 0, _vms.Count);
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"{vm}/{index}");
        _vcpus.Add((process, FirstVcpuThread + vcpu, JsonEncodedText.Encode(name).EncodedUtf8Bytes.ToArray()));
        _text.Metadata("thread_name"u8, process, FirstVcpuThread + vcpu, string.Create(CultureInfo.InvariantCulture, $"vCPU {index}"));
        _text.Sort("thread_sort_index"u8, process, FirstVcpuThread + vcpu, index);
    }

    /// <inheritdoc/>
    public void State(int vcpu, TimelineState state, int pcpu, SimTime from, SimTime to)
    {
        if (to <= from)
        {
            return;
        }

        (int process, int thread, byte[] name) = _vcpus[vcpu];
        _text.Slice(StateName(state), process, thread, from, to, Colours[(int)state], state == TimelineState.Run ? pcpu : -1);
        if (state == TimelineState.Run && pcpu >= 0)
        {
            _text.Slice(name, PcpuProcess, FirstPcpuThread + pcpu, from, to, [], -1);
            Connect(vcpu, from, to);
        }
    }

    /// <inheritdoc/>
    public void Wake(int waker, int vcpu, SimTime at)
    {
        if (waker < 0 || waker == vcpu)
        {
            (int process, int thread, _) = _vcpus[vcpu];
            _text.Mark("wake"u8, process, thread, at);
        }
        else
        {
            _wakes.Add(new OpenWake(waker, vcpu, at, SimTime.Never, SimTime.Never));
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        if (!_ended)
        {
            _ended = true;
            _text.End();
            _own?.Dispose();
        }
    }

    /// <summary>Ends the file where <see cref="End"/> has not.</summary>
    public void Dispose() => End();

    private static ReadOnlySpan<byte> StateName(TimelineState state) => state switch
    {
        TimelineState.Run => "run"u8,
        TimelineState.Ready => "ready"u8,
        TimelineState.CoStop => "costop"u8,
        TimelineState.Capped => "capped"u8,
        _ => "blocked"u8,
    };

    private static void MustBeNext(int number, int next)
    {
        if (number != next)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"number {number} is defined after {next} others; numbers are dense from 0"), nameof(number));
        }
    }

    /// <summary>A run may be where an open wake-up began or where it led to. Once both are known the arrow is written.</summary>
    private void Connect(int vcpu, SimTime from, SimTime to)
    {
        for (int i = _wakes.Count - 1; i >= 0; i--)
        {
            OpenWake wake = Learn(_wakes[i], vcpu, from, to);
            bool known = wake.Source != SimTime.Never && wake.Target != SimTime.Never;
            if (known)
            {
                Arrow(wake);
            }

            // The waker runs again, and was not seen to run then: too short a run, or one before the window.
            if (known || (wake.Waker == vcpu && from > wake.At && wake.Source == SimTime.Never))
            {
                _wakes.RemoveAt(i);
            }
            else
            {
                _wakes[i] = wake;
            }
        }
    }

    private static OpenWake Learn(OpenWake wake, int vcpu, SimTime from, SimTime to)
    {
        if (wake.Waker == vcpu && wake.At >= from && wake.At <= to)
        {
            // An arrow begins within a slice; its end is not in it.
            return wake with { Source = wake.At < to ? wake.At : to - new Duration(1) };
        }

        return wake.Vcpu == vcpu && to > wake.At && wake.Target == SimTime.Never
            ? wake with { Target = from > wake.At ? from : wake.At }
            : wake;
    }

    private void Arrow(OpenWake wake)
    {
        _arrows++;
        (int fromProcess, int fromThread, _) = _vcpus[wake.Waker];
        (int toProcess, int toThread, _) = _vcpus[wake.Vcpu];
        _text.Flow((byte)'s', _arrows, fromProcess, fromThread, wake.Source);
        _text.Flow((byte)'f', _arrows, toProcess, toThread, wake.Target);
    }

    private readonly record struct OpenWake(int Waker, int Vcpu, SimTime At, SimTime Source, SimTime Target);
}
