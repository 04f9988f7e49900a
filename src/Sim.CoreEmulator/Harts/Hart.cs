using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Harts;

/// <summary>A hardware thread: registers, privilege, and the loop that takes instructions one block after the other.</summary>
/// <remarks>
/// A step is an instruction that retires or a trap that is taken; each takes a cycle of the functional machine. Interrupts are
/// looked at between blocks and whenever <see cref="RequestAttention"/> was called, so that the interpreter and the translator take
/// them at the same instructions.
/// </remarks>
internal sealed unsafe partial class Hart : IDisposable
{
    /// <summary>No reservation is held.</summary>
    public const ulong NoReservation = ulong.MaxValue;

    private readonly BlockFinder _finder;
    private ulong _steps;
    private long _grant;

    /// <summary>A hart at reset: M mode, all registers 0.</summary>
    public Hart(int id, Bus bus, MachineClock clock, HartOptions options)
    {
        Id = id;
        Bus = bus;
        Clock = clock;
        Options = options;
        State = (HartState*)NativeMemory.AlignedAlloc((nuint)sizeof(HartState), 64);
        NativeMemory.Clear(State, (nuint)sizeof(HartState));
        Privilege = Privilege.Machine;
        Csrs = new CsrFile(this);
        Traps = new TrapUnit(this);
        Interrupts = new Interrupts(this);
        Mmu = new Mmu(this);
        _finder = new BlockFinder(this);
        SetMode(Privilege.Machine, isVirtual: false);
    }

    /// <summary>Frees the registers of one that was not disposed of.</summary>
    ~Hart() => Free();

    /// <summary>mhartid.</summary>
    public int Id { get; }

    /// <summary>The physical address space.</summary>
    public Bus Bus { get; }

    /// <summary>The machine's real-time clock.</summary>
    public MachineClock Clock { get; }

    /// <summary>What it was built as.</summary>
    public HartOptions Options { get; }

    /// <summary>Registers and what else translated code touches.</summary>
    public HartState* State { get; private set; }

    /// <summary>The current privilege level.</summary>
    public Privilege Privilege { get; private set; }

    /// <summary>V: whether it runs a guest.</summary>
    public bool Virtual { get; private set; }

    /// <summary>Control and status registers.</summary>
    public CsrFile Csrs { get; }

    /// <summary>Taking traps and returning from them.</summary>
    public TrapUnit Traps { get; }

    /// <summary>Interrupt lines, timers, and which interrupt is taken.</summary>
    public Interrupts Interrupts { get; }

    /// <summary>Access to virtual memory.</summary>
    public Mmu Mmu { get; }

    /// <summary>Who may answer traps in place of the hart: an operating system that is not simulated. Null for a bare machine.</summary>
    public IExecutionEnvironment? Environment { get; set; }

    /// <summary>The physical address that LR reserved; <see cref="NoReservation"/> where none is.</summary>
    public ulong Reservation { get; set; } = NoReservation;

    /// <summary>Where to go on behind an <see cref="Isa.Semantics.ISystem"/> instruction; it may change it.</summary>
    public ulong NextPc { get; set; }

    /// <summary>Steps taken so far.</summary>
    public ulong Steps => _steps + (ulong)(_grant - State->Budget);

    /// <summary>Traps taken so far.</summary>
    public ulong TrapsTaken { get; set; }

    /// <summary>The same by exception code, and from 64 on by interrupt number; since the hart was built.</summary>
    public ulong[] TrapsByCause { get; } = new ulong[128];

    /// <summary>The last exception that was no environment call; null before the first since the hart was built.</summary>
    public TakenException? LastException { get; private set; }

    /// <summary>Cycles spent waiting for interrupts.</summary>
    public ulong IdleCycles { get; set; }

    /// <summary>Instructions retired so far.</summary>
    public ulong Retired => Steps - TrapsTaken;

    /// <summary>Cycles so far: a step takes one.</summary>
    public ulong Cycles => Steps + IdleCycles;

    /// <summary>mtime as it sees it.</summary>
    public ulong Time => Clock.At(Cycles);

    /// <summary>Why it does not go on by itself; <see cref="HartStop.None"/> when it does.</summary>
    public HartStop Stop { get; set; }

    /// <summary>Whether hot blocks are translated to host code; otherwise all is interpreted.</summary>
    public bool Translates
    {
        get => _finder.Translates;
        set => _finder.Translates = value;
    }

    /// <summary>Who is told of each instruction; null for nobody. Set before the hart has run.</summary>
    public IInstructionProbe? Probe
    {
        get => _finder.Probe;
        set => _finder.Probe = value;
    }

    /// <summary>Who sees each instruction before and after; null for nobody.</summary>
    public IExecutionWatcher? Watcher
    {
        get => _finder.Watcher;
        set => _finder.Watcher = value;
    }

    /// <summary>Knows how often what its programmable counters count happened; null for nobody. They go on from where they are.</summary>
    public IPerformanceCounts? PerformanceCounts
    {
        get;
        set
        {
            ProgrammableCounters.Hold(Csrs);
            field = value;
            ProgrammableCounters.Release(Csrs);
        }
    }

    /// <summary>Counts what retires, by instruction; null for nobody. Set before the hart has run.</summary>
    public RetiredCounts? Counts
    {
        get => _finder.Counts;
        set => _finder.Counts = value;
    }

    /// <summary>Entries of a block after which it is translated.</summary>
    public int HotAfter
    {
        get => _finder.HotAfter;
        set => _finder.HotAfter = value;
    }

    /// <summary>Stops at places from here on, <see cref="Stop"/> saying so; not at the one where it is, if that is to be passed.</summary>
    public void StopAt(CodeStops? stops, bool passes) => _finder.StopAt(stops, passes);

    /// <summary>An integer register.</summary>
    public ulong this[int register]
    {
        get => State->X[register];
        set => State->X[register == 0 ? HartState.Sink : register] = value;
    }

    /// <summary>Makes the hart look up after the current block.</summary>
    public void RequestAttention() => State->Attention = 1;

    /// <summary>Changes privilege; translations follow.</summary>
    public void SetMode(Privilege privilege, bool isVirtual)
    {
        Privilege = privilege;
        Virtual = isVirtual;
        Csrs.ModeChanged();
        Mmu.ModeChanged();
        RequestAttention();
    }

    /// <summary>Runs at most so many steps; fewer when it stops by itself (see <see cref="Stop"/>) or the machine wants attention.</summary>
    /// <returns>The steps taken, cycles of waiting not counted.</returns>
    public long Run(long steps)
    {
        long left = steps;
        Stop = HartStop.None;
        while (left > 0 && Stop == HartStop.None)
        {
            State->Attention = 0;
            long granted = Interrupts.Refresh(left);
            Grant(granted);
            if (!Interrupts.TryTake())
            {
                _finder.Run();
            }

            left -= Settle();
            if (MachineWantsAttention)
            {
                MachineWantsAttention = false;
                break;
            }
        }

        return steps - left;
    }

    /// <summary>The instruction that an exception is about; null when fetching one failed.</summary>
    public DecodedInstruction* Current { get; set; }

    /// <summary>Set by devices and environments to have <see cref="Run"/> return; <see cref="RequestAttention"/> goes with it.</summary>
    public bool MachineWantsAttention { get; set; }

    /// <summary>Raises an exception at the current Pc and takes it at once. For instructions that are alone or last in what they do.</summary>
    /// <returns>False, for handlers to return.</returns>
    public bool Raise(in TrapInfo trap)
    {
        if (Current is not null)
        {
            Counts?.TakeOff(Current);
        }

        State->Budget--;
        TrapsTaken++;
        TrapsByCause[((int)trap.Cause & 63) + (trap.Interrupt ? 64 : 0)]++;
        if (!trap.Interrupt && !IsCall(trap.Cause))
        {
            LastException = new TakenException(State->Pc, trap);
        }

        Traps.Take(trap, Current);
        RequestAttention();
        return false;
    }

    /// <summary>Raises an exception of an instruction within a block.</summary>
    public bool Raise(DecodedInstruction* i, in TrapInfo trap)
    {
        Arrive(i);
        return Raise(trap);
    }

    /// <summary>Raises the exception of an instruction that may not be executed now.</summary>
    public bool Illegal(DecodedInstruction* i) =>
        Raise(i, new TrapInfo(TrapCause.IllegalInstruction, i->Length == 2 ? Mmu.ParcelAt(State->Pc + i->Offset) : i->Bits));

    /// <summary>Makes Pc, Budget and NextPc those just before an instruction of the current block.</summary>
    public void Arrive(DecodedInstruction* i)
    {
        State->Pc += i->Offset;
        State->Budget -= i->Index;
        NextPc = State->Pc + i->Length;
        Current = i;
    }

    /// <summary>Leaves the block behind an instruction of it that retired.</summary>
    public bool LeaveBehind(DecodedInstruction* i)
    {
        if (Counts is not null && !Decoder.EndsBlock(i))
        {
            Counts.TakeOff(i + 1);
        }

        State->Pc += (ulong)i->Offset + i->Length;
        State->Budget -= i->Index + 1;
        return false;
    }

    /// <summary>Leaves the block by a jump that retired.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool LeaveTo(DecodedInstruction* i, ulong target)
    {
        State->Pc = target;
        State->Budget -= i->Index + 1;
        return false;
    }

    /// <summary>Jumps to itself: nothing changes until an interrupt, so all of the budget passes at once.</summary>
    public bool Spin(DecodedInstruction* i)
    {
        State->Pc += i->Offset;
        State->Budget = 0;
        Stop = HartStop.Spinning;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Mmu.Dispose();
        _finder.Dispose();
        Free();
        GC.SuppressFinalize(this);
    }

    private static bool IsCall(TrapCause cause) => cause is >= TrapCause.EnvironmentCallFromU and <= TrapCause.EnvironmentCallFromM;

    private void Grant(long steps)
    {
        _grant = steps;
        State->Budget = steps;
    }

    private long Settle()
    {
        long done = _grant - State->Budget;
        _steps += (ulong)done;
        Grant(0);
        return done;
    }

    private void Free()
    {
        NativeMemory.AlignedFree(State);
        State = null;
    }
}
