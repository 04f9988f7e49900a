using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Programs;

namespace Sim.CoreEmulator.Machines;

/// <summary>A computer with a program to run: harts, memory and devices, or user-mode Linux in their place.</summary>
/// <remarks>
/// Harts take turns of a fixed number of cycles, in which a hart that waits for an interrupt lets time pass; when all wait, time
/// goes on to the next timer at once. So a run is the same each time, and however it is cut into pieces.
/// </remarks>
internal sealed unsafe partial class Machine : IDisposable
{
    /// <summary>Where main memory begins.</summary>
    public const ulong RamStart = 0x8000_0000;

    private const long TurnAlone = 1 << 20;
    private const long TurnAmongSeveral = 1 << 12;
    private const ulong WatchdogSilent = 1_000_000_000;
    private const ulong WatchdogWithHost = 100_000_000_000;
    private readonly MachineOptions _options;
    private readonly Hart[] _harts;
    private readonly bool[] _waits;
    private readonly HostConsole _console;
    private readonly Htif? _htif;
    private readonly Board? _board;
    private readonly LinuxProcess? _linux;
    private readonly ulong _watchdog;
    private RunOutcome? _outcome;
    private int _turn;
    private long _turnLeft;
    private long _rounds;
    private ulong _lastSign;
    private ulong _signs;

    /// <summary>Builds one and brings a program into its memory.</summary>
    /// <exception cref="Kernel.InputException">The program does not fit the machine.</exception>
    public Machine(ElfFile program, MachineOptions options)
    {
        _options = options;
        bool isLinux = options.Linux || LinuxProcess.Is(program);
        Program = isLinux ? Placement.PlaceLinux(program, options) : Placement.Place(program, options);
        _console = new HostConsole(options.Output, options.Error, options.Input);
        Bus = new Bus();
        Clock = new MachineClock { CyclesPerTick = options.CyclesPerTick };
        HartOptions hartOptions = new() { Extensions = options.Extensions, PmpEntries = isLinux ? 0 : 16 };
        _harts = [.. Enumerable.Range(0, options.Harts).Select(id => new Hart(id, Bus, Clock, hartOptions) { Translates = options.Translates })];
        _waits = new bool[_harts.Length];
        Bus.Harts = _harts;
        if (isLinux)
        {
            _linux = new LinuxProcess(Bus, Program, options, _console, outcome => _outcome = outcome);
            StartLinux(_harts[0], _linux);
        }
        else
        {
            Bus.Add(new Ram(RamStart, options.Memory));
            _board = new Board(Bus, _harts, Clock, options, _console, Finish);
            _htif = Load();
        }

        _watchdog = options.Watchdog != 0 ? options.Watchdog : _htif is null && _linux is null ? WatchdogSilent : WatchdogWithHost;
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

    /// <summary>The hart whose turn it is.</summary>
    public Hart Current => _harts[_turn];

    /// <summary>Whether the program runs as a Linux process.</summary>
    public bool IsLinux => _linux is not null;

    /// <summary>Who takes the steps one by one; null to let harts run.</summary>
    public IStepper? Stepper { get; set; }

    /// <summary>Who says which hart comes next; null for one after the other.</summary>
    public IHartSchedule? Schedule { get; set; }

    /// <summary>Steps of all harts so far.</summary>
    public ulong Steps => _harts.Aggregate(0UL, (sum, hart) => sum + hart.Steps);

    private long Turn => Schedule is not null ? Schedule.Turn : _harts.Length == 1 ? TurnAlone : TurnAmongSeveral;

    /// <summary>Runs until the program ends, or all harts together have taken so many more steps.</summary>
    public RunOutcome Run(ulong steps)
    {
        RunOutcome outcome = RunQuietly(steps)
            ?? new RunOutcome(RunEnd.Limit, 0, string.Create(CultureInfo.InvariantCulture, $"stopped after {Steps} instructions at {Where(Current)}"));
        _console.Flush();
        return outcome;
    }

    /// <summary>The same, without a word where only the steps are used up: null.</summary>
    public RunOutcome? RunQuietly(ulong steps)
    {
        _outcome = null;
        while (_outcome is null && steps > 0)
        {
            Hart hart = _harts[_turn];
            if (_waits[_turn])
            {
                Wait(hart);
            }
            else
            {
                long most = (long)Math.Min(steps, (ulong)_turnLeft);
                long done = Stepper is null ? hart.Run(most) : Stepper.Step(hart, most);
                steps -= (ulong)done;
                _turnLeft -= done;
                _waits[_turn] = hart.Stop == HartStop.Waiting;
                Attend(hart);
            }

            if (_turnLeft <= 0)
            {
                EndTurn(hart);
            }
        }

        return _outcome;
    }

    /// <summary>Ends <see cref="Run"/> behind the current step; it can go on later.</summary>
    public void Pause() => _outcome ??= new RunOutcome(RunEnd.Paused, 0, "");

    /// <summary>Has all harts stop at places: a run then ends as <see cref="RunEnd.Paused"/> with <see cref="Current"/> there, and can go on.</summary>
    /// <param name="stops">The places; null for none.</param>
    /// <param name="passes">Whether those where harts are now do not count.</param>
    public void StopAt(CodeStops? stops, bool passes)
    {
        foreach (Hart hart in _harts)
        {
            hart.StopAt(stops, passes);
        }
    }

    /// <summary>Runs one step of one hart, whose-ever turn it is: for debuggers.</summary>
    public RunOutcome? Step(Hart hart, IStepper stepper)
    {
        _outcome = null;
        _waits[hart.Id] &= hart.Interrupts.CyclesToWake != 0;
        stepper.Step(hart, 1);
        _waits[hart.Id] = hart.Stop == HartStop.Waiting;
        Attend(hart);
        return _outcome;
    }

    /// <summary>Hands on what was printed.</summary>
    public void Flush() => _console.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Hart hart in _harts)
        {
            hart.Dispose();
        }

        Bus.Dispose();
    }

    private void StartLinux(Hart hart, LinuxProcess process)
    {
        // Floating point is on, and time and counters may be read, as Linux has it.
        hart.Environment = process;
        hart.Csrs.State.Mstatus |= StatusField.Fs | StatusField.Sd;
        hart.Csrs.State.Mcounteren = hart.Csrs.State.Scounteren = 7;
        hart.SetMode(Privilege.User, isVirtual: false);
        hart[2] = process.StackPointer;
        hart.State->Pc = Program.Header.Entry;
    }

    private void Attend(Hart hart)
    {
        _outcome ??= _htif?.Serve();
        if (_outcome is null && hart.Stop == HartStop.TrapLoop)
        {
            _outcome = Deadlock(hart, "traps for ever: the first instruction of its trap handler traps");
        }

        if (hart.Stop == HartStop.AtStop)
        {
            _outcome ??= new RunOutcome(RunEnd.Paused, 0, "");
        }
    }

    // A hart that waits lets its turn pass, or as much of it as its next timer leaves.
    private void Wait(Hart hart)
    {
        ulong cycles = hart.Interrupts.CyclesToWake;
        if (cycles == 0)
        {
            _waits[hart.Id] = false;
            return;
        }

        long idle = (long)Math.Min(cycles, (ulong)_turnLeft);
        hart.IdleCycles += (ulong)idle;
        _turnLeft -= idle;
    }

    private void EndTurn(Hart hart)
    {
        if (_harts.Length > 1 && Schedule is null)
        {
            hart.Reservation = Hart.NoReservation;
        }

        _turn = Schedule is null ? (_turn + 1) % _harts.Length : Schedule.Next();
        _turnLeft = Turn;
        if (_turn == 0 && ++_rounds >= RoundsUnattended)
        {
            _rounds = 0;
            EndRound();
        }
    }

    private void EndRound()
    {
        _outcome ??= _htif?.Serve();
        foreach (IListener listener in _board?.Listeners ?? [])
        {
            listener.Poll();
        }

        ulong signs = (ulong)_console.Written + (_htif?.Messages ?? 0) + (_linux?.Calls ?? 0);
        if (signs != _signs)
        {
            (_signs, _lastSign) = (signs, Steps);
        }

        if (_options.Cancelled())
        {
            _outcome ??= new RunOutcome(RunEnd.Cancelled, 0, "");
        }
        else if (Array.TrueForAll(_harts, hart => _waits[hart.Id] || hart.Stop == HartStop.Spinning))
        {
            PassTime();
        }
        else if (Steps - _lastSign >= _watchdog)
        {
            _outcome ??= new RunOutcome(RunEnd.Watchdog, 0, string.Create(
                CultureInfo.InvariantCulture,
                $"the program does not end: {Steps - _lastSign} instructions without a word to its host, now at {Where(_harts[0])}; --watchdog allows more"));
        }
    }

    // Nobody will do anything until an interrupt: time goes on to the next that a timer raises, or somebody types something.
    private void PassTime()
    {
        ulong cycles = _harts.Min(hart => hart.Interrupts.CyclesToWake);
        if (cycles is > 0 and < ulong.MaxValue)
        {
            foreach (Hart hart in _harts)
            {
                hart.IdleCycles += cycles;
            }

            return;
        }

        // One that spins with interrupts closed cannot be woken by what is pending.
        if (cycles == 0 && Array.Exists(_harts, hart => _waits[hart.Id] && hart.Interrupts.CyclesToWake == 0))
        {
            return;
        }

        if (_board is { } board && board.Listeners.Any(listener => listener.WantsInput) && _options.Input.Wait())
        {
            foreach (IListener listener in board.Listeners)
            {
                listener.Poll();
            }

            return;
        }

        if (cycles == ulong.MaxValue || Steps - _lastSign >= _watchdog)
        {
            _outcome ??= Deadlock(_harts[0], _waits[0] ? "waits for an interrupt, and none is to come" : "jumps to itself, and no interrupt is to come");
        }
    }

    private RunOutcome Deadlock(Hart hart, string what)
    {
        string who = _harts.Length == 1 ? "the program" : string.Create(CultureInfo.InvariantCulture, $"hart {hart.Id}");
        return new RunOutcome(RunEnd.Deadlock, 0, $"{who} never ends: at {Where(hart)} it {what}");
    }

    // Turns of a schedule are short: what is done once a round need not be done so often.
    private long RoundsUnattended => Schedule is null || Array.Exists(_waits, waits => waits) || Current.Stop == HartStop.Spinning ? 1 : 1 + (TurnAmongSeveral / Schedule.Turn);

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
            hart[11] = Board.RomStart;
        }

        if (Program.Symbols.Find("tohost") is not { } toHost || Bus.RamAt(toHost.Address, 8) is not { } ram)
        {
            return null;
        }

        (ram.Code[ram.PageOf(toHost.Address)] ??= new CodePage()).Watch((int)(toHost.Address & 0xFFF));
        return new Htif(Bus, _console, toHost.Address, Program.Symbols.Find("fromhost")?.Address, [Program.Name, .. _options.Arguments]);
    }
}
