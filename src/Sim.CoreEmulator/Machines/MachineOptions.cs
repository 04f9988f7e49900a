using System;
using System.Collections.Generic;
using System.IO;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Machines;

/// <summary>What a machine is built as.</summary>
internal sealed record MachineOptions
{
    /// <summary>Harts, from 1.</summary>
    public int Harts { get; init; } = 1;

    /// <summary>Bytes of main memory, a multiple of 4 KiB.</summary>
    public ulong Memory { get; init; } = 2UL << 30;

    /// <summary>Extensions of the instruction set.</summary>
    public Extensions Extensions { get; init; } = HartOptions.AllExtensions;

    /// <summary>Cycles of a hart that a tick of mtime lasts.</summary>
    public ulong CyclesPerTick { get; init; } = 100;

    /// <summary>Whether hot code is translated to host code.</summary>
    public bool Translates { get; init; } = true;

    /// <summary>Instructions without a sign of life after which the run is ended; 0 for the default.</summary>
    public ulong Watchdog { get; init; }

    /// <summary>What the program is given as argv.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Where the console prints.</summary>
    public Stream Output { get; init; } = Stream.Null;

    /// <summary>Where a program's errors go.</summary>
    public Stream Error { get; init; } = Stream.Null;

    /// <summary>Told what the user should know of a run.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>Whether the program is a Linux program, whatever it looks like.</summary>
    public bool Linux { get; init; }

    /// <summary>The disks.</summary>
    public IReadOnlyList<Disk> Disks { get; init; } = [];

    /// <summary>What is typed at the console.</summary>
    public IInput Input { get; init; } = new StreamInput(Stream.Null);

    /// <summary>Asked now and then: whether to stop.</summary>
    public Func<bool> Cancelled { get; init; } = () => false;
}
