using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Programs;

namespace Sim.CoreEmulator.Machines;

/// <summary>A computer: harts, memory and devices at the addresses where QEMU's <c>virt</c> machine has them, with a program to run.</summary>
internal sealed unsafe class Machine : IDisposable
{
    /// <summary>Where main memory begins.</summary>
    public const ulong RamStart = 0x8000_0000;

    private const ulong FinisherStart = 0x10_0000;
    private const long TurnAlone = 1 << 20;
    private const long TurnAmongSeveral = 1 << 12;
    private readonly MachineOptions _options;
    private readonly Hart[] _harts;
    private readonly HostConsole _console;
    private readonly Htif? _htif;
    private readonly ulong _watchdog;
    private RunOutcome? _outcome;
    private int _turn;
    private long _turnLeft;
    private ulong _lastSign;
    private ulong _signs;

    /// <summary>Builds one and brings a program into its memory.</summary>
    /// <exception cref="Kernel.InputException">The program does not fit the machine.</exception>
    public Machine(ElfFile program, MachineOptions options)
    {
        _options = options;
        Program = Placement.Place(program, options);
        _console = new HostConsole(options.Output, options.Input);
        Bus = new Bus();
        Bus.Add(FinisherStart, new Finisher(Finish));
        Bus.Add(new Ram(RamStart, options.Memory));
        HartOptions hartOptions = new() { Extensions = options.Extensions };
        Clock = new MachineClock();
        _harts = [.. Enumerable.Range(0, options.Harts).Select(id => new Hart(id, Bus, Clock, hartOptions) { Translates = options.Translates })];
        Bus.Harts = _harts;
        _htif = Load();
        _watchdog = options.Watchdog != 0 ? options.Watchdog : _htif is null ? 1_000_000_000UL : 100_000_000_000UL;
        _turnLeft = Turn;
    }

    /// <summary>The program, where it lies in memory.</summary>
    public ElfFile Program { get; }

    /// <summary>The physical address space.</summary>
    public Bus Bus { get; }

    /// <summary>The real-time clock.</summary>
    public MachineClock Clock { get; }

    /// <summary>The harts, by number.</summary>
    public IReadOnlyList<Hart> Harts => _harts;

    /// <summary>Steps of all harts so far.</summary>
    public ulong Steps => _harts.Aggregate(0UL, (sum, hart) => sum + hart.Steps);

    private long Turn => _harts.Length == 1 ? TurnAlone : TurnAmongSeveral;

    /// <summary>The device that a stretch of the address space touches; null for none.</summary>
    public static string? DeviceAt(ulong start, ulong end) => start < RamStart && start < end && FinisherStart < end && start < FinisherStart + 0x1000 ? "sifive-test" : null;

    /// <summary>Runs until the program ends, or all harts together have taken so many more steps.</summary>
    public RunOutcome Run(ulong steps)
    {
        ulong left = steps;
        _outcome = null;
        while (_outcome is null && left > 0)
        {
            Hart hart = _harts[_turn];
            long done = hart.Run((long)Math.Min(left, (ulong)_turnLeft));
            left -= (ulong)done;
            _turnLeft -= done;
            Attend(hart);
            if (_turnLeft <= 0)
            {
                EndTurn(hart);
            }
        }

        _console.Flush();
        return _outcome ?? new RunOutcome(RunEnd.Limit, 0, FormattableString.Invariant($"stopped after {Steps} instructions at {Where(_harts[_turn])}"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Hart hart in _harts)
        {
            hart.Dispose();
        }

        Bus.Dispose();
    }

    private void Attend(Hart hart)
    {
        _outcome ??= _htif?.Serve();
        if (_outcome is null && hart.Stop == HartStop.TrapLoop)
        {
            _outcome = new RunOutcome(RunEnd.Deadlock, 0, $"hart {hart.Id} traps for ever at {Where(hart)}: its trap handler itself traps");
        }
    }

    private void EndTurn(Hart hart)
    {
        if (_harts.Length > 1)
        {
            hart.Reservation = Hart.NoReservation;
        }

        _turn = (_turn + 1) % _harts.Length;
        _turnLeft = Turn;
        if (_turn == 0)
        {
            EndRound();
        }
    }

    private void EndRound()
    {
        ulong signs = (ulong)_console.Written + (_htif?.Messages ?? 0);
        if (signs != _signs)
        {
            (_signs, _lastSign) = (signs, Steps);
        }

        if (Array.TrueForAll(_harts, hart => hart.Stop == HartStop.Spinning))
        {
            _outcome ??= new RunOutcome(RunEnd.Deadlock, 0, $"the program waits for ever at {Where(_harts[0])}: it jumps to itself and no interrupt is to come");
        }
        else if (Steps - _lastSign >= _watchdog)
        {
            _outcome ??= new RunOutcome(
                RunEnd.Watchdog, 0, FormattableString.Invariant($"no sign of life for {Steps - _lastSign} instructions; the program is at {Where(_harts[0])}"));
        }

        if (_options.Cancelled())
        {
            _outcome ??= new RunOutcome(RunEnd.Cancelled, 0, "");
        }
    }

    private string Where(Hart hart) => Program.Symbols.Place(hart.State->Pc);

    private void Finish(uint value) => _outcome = (value & 0xFFFF, value >> 16) switch
    {
        (0x3333, 0) => new RunOutcome(RunEnd.Exited, 1, ""),
        (0x3333, var code) => new RunOutcome(RunEnd.Exited, (int)code, ""),
        (0x7777, _) => new RunOutcome(RunEnd.Passed, 0, "the program asked for a reset; the run ends here"),
        _ => new RunOutcome(RunEnd.Passed, 0, ""),
    };

    private Htif? Load()
    {
        foreach (ElfSegment segment in Program.Segments)
        {
            Bus.TryWrite(segment.Physical, segment.Bytes.Span);
        }

        foreach (Hart hart in _harts)
        {
            hart.State->Pc = Program.Header.Entry;
            hart[10] = (ulong)hart.Id;
        }

        if (Program.Symbols.Find("tohost") is not { } toHost || Bus.RamAt(toHost.Address, 8) is not { } ram)
        {
            return null;
        }

        (ram.Code[ram.PageOf(toHost.Address)] ??= new Execution.CodePage()).Watch((int)(toHost.Address & 0xFFF));
        return new Htif(Bus, _console, toHost.Address, Program.Symbols.Find("fromhost")?.Address, [Program.Name, .. _options.Arguments]);
    }
}
