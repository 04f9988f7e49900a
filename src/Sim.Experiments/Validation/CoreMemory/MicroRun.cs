using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Regions;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>Runs requests on a core, one after the other, each from cold caches: set up untimed, warmed, then timed.</summary>
internal sealed class MicroRun : IDisposable
{
    /// <summary>Requests that the program has room for.</summary>
    public const int Most = 128;

    private const string Program = "memory";
    private const ulong Arena = 0x400000;
    private const int WarmMarker = 4;
    private static readonly RegionPoint WarmUp = RegionPoint.Marker(WarmMarker);
    private static readonly RegionPoint Begin = RegionPoint.Marker(Markers.Begin);
    private static readonly RegionPoint End = RegionPoint.Marker(Markers.End);
    private readonly Machine _machine;
    private readonly TimedMachine _timed;

    private MicroRun(CoreConfiguration core, PluginRegistry parts, IReadOnlyList<MicroRequest> requests)
    {
        ulong memory = Arena + (ulong)requests.Max(request => request.Footprint) + Arena;
        _machine = new Machine(ElfFile.Read(Program, EmbeddedProgram.Read(Program)), new MachineOptions { Memory = memory });
        Request(requests);
        _timed = new TimedMachine(_machine, core, parts) { Mode = TimingMode.Functional };
        _machine.StopAt(new CodeStops([], [WarmUp.Instruction, Begin.Instruction, End.Instruction]), passes: false);
    }

    /// <summary>Runs them.</summary>
    /// <param name="core">The core.</param>
    /// <param name="parts">Where predictors and the like are found.</param>
    /// <param name="requests">What to run.</param>
    /// <returns>What each took.</returns>
    public static IReadOnlyList<CoreMeasures> Of(CoreConfiguration core, PluginRegistry parts, IReadOnlyList<MicroRequest> requests)
    {
        using MicroRun run = new(core, parts, requests);
        CoreMeasures[] found = [.. requests.Select(_ => run.Next())];
        run._timed.Mode = TimingMode.Functional;
        run._machine.StopAt(null, passes: false);
        RunOutcome outcome = run._machine.Run(ulong.MaxValue);
        return outcome.End == RunEnd.Passed ? found : throw Broken($"ended with {outcome.End}: {outcome.Message}");
    }

    /// <inheritdoc/>
    public void Dispose() => _machine.Dispose();

    private static InvariantException Broken(FormattableString what) => new($"{Program}.elf {what.ToString(CultureInfo.InvariantCulture)}");

    private void Request(IReadOnlyList<MicroRequest> requests)
    {
        byte[] bytes = new byte[MicroRequest.Size * Most];
        for (int n = 0; n < requests.Count; n++)
        {
            requests[n].Write(bytes.AsSpan(n * MicroRequest.Size));
        }

        Symbol list = _machine.Program.Symbols.Find("requests") ?? throw Broken($"has no requests");
        if (requests.Count > Most || !_machine.Bus.TryWrite(list.Address, bytes))
        {
            throw Broken($"has no room for {requests.Count} requests");
        }
    }

    private CoreMeasures Next()
    {
        _timed.Mode = TimingMode.Functional;
        RunTo(WarmUp);
        _timed.GoCold();
        _timed.Mode = TimingMode.Warming;
        RunTo(Begin);
        _timed.Mode = TimingMode.Timed;
        CoreMeasures before = _timed.Cores[0].Measure();
        RunTo(End);
        return _timed.Cores[0].Measure().Since(before);
    }

    private void RunTo(RegionPoint point)
    {
        RunOutcome? outcome = _timed.RunQuietly(ulong.MaxValue);
        if (outcome is { End: not RunEnd.Paused } || _machine.Current.Stop != HartStop.AtStop || !point.IsAt(_machine.Current))
        {
            throw Broken($"ended with {outcome?.End}: {outcome?.Message}");
        }
    }
}
