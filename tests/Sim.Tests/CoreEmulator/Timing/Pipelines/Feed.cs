using System.Collections.Generic;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Pipelines;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.CoreEmulator.Timing.Translation;

namespace Sim.Tests.CoreEmulator.Timing.Pipelines;

/// <summary>Feeds instructions to a pipeline with memory of fixed latency, and keeps when each passed the stages.</summary>
internal sealed class Feed : IPipelineObserver
{
    /// <summary>One instruction a cycle, fetch 1, decode 1: the first is fetched in cycle 1, decoded in 2, dispatched in 3.</summary>
    public static readonly CoreConfiguration Plain = new()
    {
        Pipeline = PipelineKind.InOrder,
        FrontEnd = new FrontEndConfiguration { Width = 4, Bytes = 16, FetchStages = 1, DecodeStages = 1, ExecuteRedirect = 1, DecodeRedirect = 1 },
        InOrder = new InOrderConfiguration { Issue = 1, Retire = 2, Scoreboard = 16, StoreBuffer = 2, BranchStage = 1 },
        OutOfOrder = new OutOfOrderConfiguration { Rename = 4, Retire = 4, IssueStages = 2, Forwarding = 4 },
        Branches = new BranchConfiguration { Btb = 64, BtbWays = 4, Returns = 8, Indirect = 0 },
        System = new SystemConfiguration { Csr = 2, Trap = 8, TrapReturn = 6, WorldSwitch = 10, Fence = 2, FenceI = 20, TranslationFence = 20 },
        Units =
        [
            new UnitConfiguration { Operations = [OperationKind.Multiply], Latency = 4 },
            new UnitConfiguration { Operations = [OperationKind.Divide], Latency = 20, Interval = 20 },
            new UnitConfiguration { Operations = [OperationKind.Load, OperationKind.Store, OperationKind.Atomic], Count = 1 },
        ],
    };

    private readonly List<StageTimes> _times = [];
    private ulong _pc = 0x1000;

    public Feed(CoreConfiguration configuration, FixedPort? port = null, AddressTranslator? translator = null)
    {
        CoreMemory memory = new(translator ?? new Identity(), port ?? new FixedPort(), 0);
        BranchUnit branches = new(configuration.Branches, new Bimodal(new BimodalOptions()));
        Pipeline = configuration.Pipeline == PipelineKind.InOrder
            ? new InOrderPipeline(configuration, memory, branches)
            : new OutOfOrderPipeline(configuration, memory, branches);
        Pipeline.Observer = this;
    }

    public Pipeline Pipeline { get; }

    public IReadOnlyList<StageTimes> Times => _times;

    public StageTimes Last => _times[^1];

    public static CoreConfiguration OutOfOrder => Plain with { Pipeline = PipelineKind.OutOfOrder };

    public StageTimes Do(OperationKind operation, int to = 0, int from = 0, int and = 0)
    {
        TimedInstruction i = Next(operation, to, from, and);
        return Take(i);
    }

    public StageTimes Load(int to, ulong address, int from = 0, byte size = 8)
    {
        TimedInstruction i = Next(OperationKind.Load, to, from, 0);
        i.Flags = InstructionTraits.Loads;
        i.Address = address;
        i.Size = size;
        return Take(i);
    }

    public StageTimes Store(int data, ulong address, int from = 0, byte size = 8)
    {
        TimedInstruction i = Next(OperationKind.Store, 0, from, data);
        i.Flags = InstructionTraits.Stores;
        i.Address = address;
        i.Size = size;
        return Take(i);
    }

    public StageTimes Branch(bool taken, ulong target = 0x2000, int from = 0, uint bits = 0)
    {
        TimedInstruction i = Next(OperationKind.Branch, 0, from, 0);
        i.Branch = BranchKind.Conditional;
        i.Bits = bits;
        if (taken)
        {
            i.Flags = InstructionTraits.Taken;
            i.NextPc = target;
            _pc = target;
        }

        return Take(i);
    }

    public StageTimes Special(InstructionTraits flags, OperationKind operation = OperationKind.System, int to = 0)
    {
        TimedInstruction i = Next(operation, to, 0, 0);
        i.Flags = flags;
        return Take(i);
    }

    public StageTimes Take(TimedInstruction i)
    {
        Pipeline.Take(in i);
        return Last;
    }

    public TimedInstruction Next(OperationKind operation, int to, int from, int and)
    {
        TimedInstruction i = new()
        {
            Pc = _pc,
            NextPc = _pc + 4,
            Number = ushort.MaxValue,
            Length = 4,
            Operation = operation,
            Destination1 = (byte)to,
            Source1 = (byte)from,
            Source2 = (byte)and,
        };
        _pc += 4;
        return i;
    }

    /// <summary>Cycles by component, all of which add up to the pipeline's.</summary>
    public long Spent(CpiComponent component) => Pipeline.Stack[component];

    public void Retired(in TimedInstruction instruction, in StageTimes times) => _times.Add(times);

    internal sealed class Identity : AddressTranslator
    {
        public ulong LateFrom { get; init; } = ulong.MaxValue;

        public long Late { get; init; }

        public override Translated Translate(ulong address, AccessType access, bool asGuest, long cycle) =>
            new(address, cycle + (address >= LateFrom ? Late : 0));

        public override void Fence(TranslationFence instruction, ulong? address, ulong? space)
        {
        }

        public override void SpaceChanged()
        {
        }

        public override void DropAll()
        {
        }
    }
}
