using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Timing.Translation;

namespace Sim.CoreEmulator.Timing;

/// <summary>Makes of what a hart executes the instructions that its core's pipeline takes.</summary>
internal sealed unsafe class TimedHart(Hart hart, CoreModel model, TimedMachine machine) : IExecutionWatcher
{
    private const int Link = 1;
    private const int AlternateLink = 5;
    private static readonly InstructionFact[] Facts = InstructionFacts.All;
    private static readonly InstructionFact Unknown = new() { Operation = OperationKind.System };

    private TimedInstruction _next;
    private ulong _traps;
    private bool _wasVirtual;

    /// <summary>The hart.</summary>
    public Hart Hart => hart;

    /// <summary>Its core.</summary>
    public CoreModel Model => model;

    /// <summary>Makes the hart's clock its core's, after the hart waited or time passed over it.</summary>
    public void CatchUp()
    {
        long ahead = (long)hart.Cycles - model.Cycle;
        if (ahead > 0)
        {
            model.Pipeline.Idle(ahead);
        }
    }

    /// <summary>Passes over what the hart did untimed, where an instruction takes a cycle.</summary>
    public void SkipUntimed()
    {
        if ((long)hart.Cycles > model.Cycle)
        {
            model.Pipeline.SkipTo((long)hart.Cycles);
        }
    }

    /// <summary>Makes the hart's clock its core's.</summary>
    /// <param name="more">Steps that the hart has taken and does not know of yet.</param>
    public void SetClock(ulong more = 0) => hart.IdleCycles = (ulong)model.Cycle - (hart.Steps + more);

    /// <summary>Takes what happened while nobody watched as given.</summary>
    public void Forget()
    {
        _traps = hart.TrapsTaken;
        model.Translation.SpaceChanged();
    }

    /// <inheritdoc/>
    public void Before(Hart hart, DecodedInstruction* i)
    {
        HartState* s = hart.State;
        ulong pc = s->Pc + i->Offset;
        if (hart.TrapsTaken != _traps)
        {
            Interrupted(pc);
        }

        ref readonly InstructionFact fact = ref i->Number == ushort.MaxValue ? ref Unknown : ref Facts[i->Number];
        _next = default;
        _next.Pc = pc;
        _next.Bits = i->Bits;
        _next.Number = i->Number;
        _next.Length = i->Length;
        _next.Operation = fact.Operation;
        _next.Flags = fact.Flags;
        _next.Source1 = InstructionFact.Number(fact.Source1, i->Rs1);
        _next.Source2 = InstructionFact.Number(fact.Source2, i->Rs2);
        _next.Source3 = InstructionFact.Number(fact.Source3, i->Rs3);
        _next.Destination1 = InstructionFact.Number(fact.Destination, i->Rd);
        if (fact.HasAddress)
        {
            _next.Address = s->X[i->Rs1] + (ulong)i->Imm;
            _next.Size = fact.Size;
        }
        else if (fact.IsBranch)
        {
            _next.Branch = BranchKind.Conditional;
        }
        else if (fact.IsJump)
        {
            _next.Branch = KindOf(i);
        }
        else if ((fact.Flags & InstructionTraits.Serialises) != InstructionTraits.None)
        {
            _wasVirtual = hart.Virtual;
            SetClock(i->Index);
        }
        else if (fact.MayMark && i->Rd == HartState.Sink && i->Rs1 == 0)
        {
            _next.Flags |= InstructionTraits.Marker;
            _next.Marker = (ushort)i->Imm;
        }
    }

    /// <inheritdoc/>
    public void After(Hart hart, DecodedInstruction* i, bool goesOn)
    {
        ulong behind = _next.Pc + i->Length;
        _next.NextPc = goesOn ? behind : hart.State->Pc;
        if (hart.TrapsTaken != _traps)
        {
            Trapped();
        }
        else if (_next.Branch != BranchKind.None)
        {
            if (_next.Branch != BranchKind.Conditional || _next.NextPc != behind)
            {
                _next.Flags |= InstructionTraits.Taken;
            }
        }
        else if (_next.Operation == OperationKind.Atomic)
        {
            Atomic(i);
        }
        else if ((_next.Flags & InstructionTraits.Stores) != InstructionTraits.None)
        {
            machine.Stored(hart, _next.Address);
        }

        if ((_next.Flags & (InstructionTraits.Returns | InstructionTraits.Trapped)) == InstructionTraits.Returns)
        {
            _next.Flags |= World();
        }

        model.Pipeline.Take(in _next);
        if ((_next.Flags & (InstructionTraits.Serialises | InstructionTraits.Marker | InstructionTraits.RefetchesCode | InstructionTraits.Trapped)) != InstructionTraits.None)
        {
            Rarely(i);
        }
    }

    private static BranchKind KindOf(DecodedInstruction* i)
    {
        bool isLink = i->Rd is Link or AlternateLink;
        if (InstructionSet.All[i->Number].Form == Form.Jump)
        {
            return isLink ? BranchKind.Call : BranchKind.Jump;
        }

        // Unprivileged manual, "Unconditional Jumps": the hints for return-address stacks.
        bool fromLink = i->Rs1 is Link or AlternateLink;
        return isLink ? BranchKind.IndirectCall : fromLink ? BranchKind.Return : BranchKind.IndirectJump;
    }

    private void Interrupted(ulong pc)
    {
        _traps = hart.TrapsTaken;
        TimedInstruction interrupt = new()
        {
            Pc = _next.NextPc,
            NextPc = pc,
            Number = ushort.MaxValue,
            Operation = OperationKind.System,
            Flags = InstructionTraits.Interrupt | InstructionTraits.Serialises | World(),
        };
        model.Pipeline.Take(in interrupt);
        model.Translation.SpaceChanged();
    }

    private void Trapped()
    {
        _traps = hart.TrapsTaken;
        _next.Flags |= InstructionTraits.Trapped | InstructionTraits.Serialises | World();
        _next.Destination1 = 0;
        _next.Branch = BranchKind.None;
    }

    private InstructionTraits World()
    {
        bool changes = hart.Virtual != _wasVirtual;
        _wasVirtual = hart.Virtual;
        return changes ? InstructionTraits.SwitchesWorld : InstructionTraits.None;
    }

    private void Atomic(DecodedInstruction* i)
    {
        bool isConditional = InstructionSet.All[i->Number].Form == Form.StoreConditional;
        bool failed = isConditional && hart.State->X[i->Rd] != 0 && i->Rd != HartState.Sink;
        if (failed)
        {
            _next.Flags |= InstructionTraits.Failed;
        }
        else if ((_next.Flags & InstructionTraits.Stores) != InstructionTraits.None)
        {
            machine.Stored(hart, _next.Address);
        }

        // Bits aq and rl.
        if (((i->Bits >> 25) & 3) != 0)
        {
            _next.Flags |= InstructionTraits.OrdersMemory;
        }
    }

    private void Rarely(DecodedInstruction* i)
    {
        if ((_next.Flags & InstructionTraits.Marker) != InstructionTraits.None)
        {
            machine.Mark(this, _next.Marker);
            return;
        }

        if ((_next.Flags & (InstructionTraits.RefetchesCode | InstructionTraits.Trapped)) == InstructionTraits.RefetchesCode)
        {
            model.Memory.Port.DropInstructions();
        }

        if (i->Number != ushort.MaxValue && InstructionSet.All[i->Number].Form == Form.TranslationFence && !_next.Has(InstructionTraits.Trapped))
        {
            Fence(i, InstructionSet.All[i->Number].Name);
        }

        model.Translation.SpaceChanged();
    }

    private void Fence(DecodedInstruction* i, string name)
    {
        TranslationFence fence = name switch
        {
            "hfence.gvma" or "hinval.gvma" => TranslationFence.GuestPhysical,
            "hfence.vvma" or "hinval.vvma" => TranslationFence.GuestVirtual,
            _ => hart.Virtual ? TranslationFence.GuestVirtual : TranslationFence.Host,
        };
        ulong? address = i->Rs1 == 0 ? null : hart.State->X[i->Rs1] << (fence == TranslationFence.GuestPhysical ? 2 : 0);
        ulong? space = i->Rs2 == 0 ? null : hart.State->X[i->Rs2];
        model.Translation.Fence(fence, address, space);
    }
}
