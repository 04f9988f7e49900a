using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Pipelines;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.CoreEmulator.Timing.Translation;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing;

/// <summary>The timing of one core: pipeline, predictors, TLBs, its caches. Whoever has instructions feeds them to <see cref="Pipeline"/>: a machine, a trace.</summary>
internal sealed class CoreModel : ICounted
{
    private readonly Pipeline _timed;
    private readonly WarmingPipeline _warming;

    /// <summary>Builds one.</summary>
    /// <param name="configuration">What it is like.</param>
    /// <param name="port">Its access to the memory system.</param>
    /// <param name="tables">The page tables that its walker reads.</param>
    /// <param name="memoryStart">Where main memory begins: below are devices.</param>
    /// <param name="parts">Where predictors are found.</param>
    /// <exception cref="InputException">A part that the configuration names is unknown, or its options are wrong.</exception>
    public CoreModel(CoreConfiguration configuration, CachePort port, IPageTables tables, ulong memoryStart, PluginRegistry parts)
    {
        List<InputError> faults = [];
        object? direction = configuration.Branches.Direction.Make(parts, "branch-predictors", faults);
        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }

        Branches = new BranchUnit(configuration.Branches, (IBranchPredictor)direction!);
        Translation = new TranslationUnit(configuration.Memory.Translation, tables, port);
        Memory = new CoreMemory(Translation, port, memoryStart);
        _timed = configuration.Pipeline == PipelineKind.InOrder
            ? new InOrderPipeline(configuration, Memory, Branches)
            : new OutOfOrderPipeline(configuration, Memory, Branches);
        _warming = new WarmingPipeline(Memory, Branches, configuration.Memory.L1I.Line);
        Pipeline = _timed;
    }

    /// <summary>What takes instructions now.</summary>
    public Pipeline Pipeline { get; private set; }

    /// <summary>Branch prediction.</summary>
    public BranchUnit Branches { get; }

    /// <summary>TLBs and walker.</summary>
    public TranslationUnit Translation { get; }

    /// <summary>Translation and caches.</summary>
    public CoreMemory Memory { get; }

    /// <summary>What timed cycles were spent on.</summary>
    public CpiStack Stack => _timed.Stack;

    /// <summary>The cycle it is in.</summary>
    public long Cycle => Pipeline.Cycle;

    /// <summary>Sees each instruction pass the stages; null for nobody.</summary>
    public IPipelineObserver? Observer
    {
        get => _timed.Observer;
        set => _timed.Observer = value;
    }

    /// <summary>Times instructions from here on, or only warms.</summary>
    public void Switch(bool timed)
    {
        Pipeline next = timed ? _timed : _warming;
        if (next != Pipeline)
        {
            if (timed)
            {
                Memory.Port.Settle();
                Translation.Settle();
            }

            next.SkipTo(Pipeline.Cycle);
            Pipeline = next;
        }
    }

    /// <summary>Empties caches, TLBs and predictors: what follows is measured cold.</summary>
    public void GoCold()
    {
        Memory.Port.DropAll();
        Translation.DropAll();
        Branches.Forget();
    }

    /// <inheritdoc/>
    public void Count(CounterList counters)
    {
        (_timed as ICounted)?.Count(counters);
        Branches.Count(counters);
        Memory.Port.Count(counters);
        Translation.Count(counters);
    }

    /// <summary>What was timed so far.</summary>
    public CoreMeasures Measure()
    {
        CounterList counters = new();
        Count(counters);
        return new CoreMeasures(_timed.Instructions, _timed.Cycle - _timed.Skipped, _timed.Stack.ToArray().ToList(), counters.All);
    }
}
