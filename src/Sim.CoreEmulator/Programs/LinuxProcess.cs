using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Programs;

/// <summary>A Linux process of one thread without a kernel: its system calls are answered here, its faults end it as a shell would report them.</summary>
internal sealed partial class LinuxProcess : IExecutionEnvironment, ISaved
{
    private readonly Bus _bus;
    private readonly HostConsole _console;
    private readonly ElfFile _program;
    private readonly Action<string> _warn;
    private readonly Action<RunOutcome> _end;
    private readonly SortedSet<ulong> _warned = [];
    private ulong _random = 0x9E3779B97F4A7C15;

    /// <summary>Lays a program out in memory, with its stack.</summary>
    /// <param name="bus">Gets the memory.</param>
    /// <param name="program">The program, where it lies.</param>
    /// <param name="options">Memory and arguments.</param>
    /// <param name="console">Standard input, output and error.</param>
    /// <param name="end">Told how the process ends.</param>
    public LinuxProcess(Bus bus, ElfFile program, MachineOptions options, HostConsole console, Action<RunOutcome> end)
    {
        _bus = bus;
        _console = console;
        _program = program;
        _warn = options.Warn;
        _end = end;
        Memory = new LinuxMemory(bus, program, options.Memory);
        StackPointer = LinuxStack.Build(bus, program, [Path.GetFileName(program.Name), .. options.Arguments], []);
    }

    /// <summary>The layout of its memory.</summary>
    public LinuxMemory Memory { get; }

    /// <summary>The stack pointer that it starts with.</summary>
    public ulong StackPointer { get; }

    /// <summary>System calls answered.</summary>
    public ulong Calls { get; private set; }

    /// <summary>
    /// Whether a program expects Linux: it starts below main memory, knows no tohost, and either carries the note that C libraries put
    /// into programs for Linux, or lies so low that it could not be meant for the devices' addresses.
    /// </summary>
    public static bool Is(ElfFile program) =>
        program.Header.Entry < Machine.RamStart
        && program.Symbols.Find("tohost") is null
        && (program.Sections.Any(section => section.Name is ".note.ABI-tag") || program.Highest <= Board.ClintStart);

    /// <inheritdoc/>
    public unsafe bool Answer(Hart hart, in TrapInfo trap)
    {
        if (trap.Interrupt)
        {
            return false;
        }

        if (trap.Cause == TrapCause.EnvironmentCallFromU)
        {
            Calls++;
            ulong number = hart[17];
            hart.State->Pc += 4;
            hart[10] = (ulong)Call(hart, number);
            return true;
        }

        End(hart, Fault(hart.State->Pc, trap));
        return true;
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Memory.Break);
        writer.Write(_random);
        writer.Write(Calls);
        List<(ulong Start, ulong Size)> free = [.. Memory.Free];
        writer.Write(free.Count);
        foreach ((ulong start, ulong size) in free)
        {
            writer.Write(start);
            writer.Write(size);
        }
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        ulong end = reader.ReadUInt64();
        _random = reader.ReadUInt64();
        Calls = reader.ReadUInt64();
        List<(ulong Start, ulong Size)> free = [];
        for (int i = reader.ReadInt32(); i > 0; i--)
        {
            free.Add((reader.ReadUInt64(), reader.ReadUInt64()));
        }

        Memory.Restore(end, free);
    }

    private void End(Hart hart, RunOutcome outcome)
    {
        _end(outcome);
        hart.MachineWantsAttention = true;
        hart.RequestAttention();
    }

    // As a shell says it: 128 and the signal's number.
    private RunOutcome Fault(ulong pc, in TrapInfo trap)
    {
        string where = _program.Symbols.Place(pc);
        return trap.Cause switch
        {
            TrapCause.IllegalInstruction or TrapCause.VirtualInstruction =>
                new RunOutcome(RunEnd.Exited, 132, string.Create(CultureInfo.InvariantCulture, $"illegal instruction 0x{trap.Value:x} at {where}")),
            TrapCause.Breakpoint => new RunOutcome(RunEnd.Exited, 133, $"breakpoint at {where}"),
            TrapCause.LoadAddressMisaligned or TrapCause.StoreAddressMisaligned or TrapCause.InstructionAddressMisaligned =>
                new RunOutcome(RunEnd.Exited, 135, string.Create(CultureInfo.InvariantCulture, $"bus error: misaligned access to 0x{trap.Value:x} at {where}")),
            _ => new RunOutcome(RunEnd.Exited, 139, string.Create(CultureInfo.InvariantCulture, $"segmentation fault: access to 0x{trap.Value:x} at {where}")),
        };
    }
}
