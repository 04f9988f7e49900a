using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>The processes of one simulation: which goes on next, which live, and the pool of their waits.</summary>
/// <remarks>
/// Every process goes on from the loop in <see cref="Run"/>, never from within another, so the stack stays flat however
/// deep processes await each other. The order is: first the one whose event it is; after each, the part it has just begun
/// to await or the process whose part it was; then those whose waits were completed meanwhile, first come first served;
/// then the next event. Where waits are completed outside of any process, an event at now before all others lets them go on.
/// </remarks>
internal sealed class ProcessRuntime : IEventHandler, IWaitSource
{
    private ProcessBox? _next; // goes on before those that are ready: a part begun or ended
    private ProcessBox? _firstReady;
    private ProcessBox? _lastReady;
    private ProcessBox? _failed;
    private string? _failedName;
    private WaitNode? _freeNodes;
    private bool _running;

    public ProcessRuntime(Simulation simulation) => Simulation = simulation;

    public Simulation Simulation { get; }

    /// <summary>The process that runs now.</summary>
    public ProcessBox? Current { get; private set; }

    /// <summary>The processes that were started and have not ended; parts do not count.</summary>
    public LiveTable Living { get; } = new();

    public SimTime Now => Simulation.Now;

    public static ProcessRuntime Of(Simulation simulation) =>
        simulation.Processes ??= new ProcessRuntime(simulation);

    /// <summary>Lets a process go on, and then all that may.</summary>
    public void Run(ProcessBox? first)
    {
        _running = true;
        ProcessBox? box = first;
        while (box is not null)
        {
            Current = box;
            box.MoveNext();
            if (_failed is not null)
            {
                ThrowFailure(first);
            }

            box = TakeNext();
        }

        Current = null;
        _running = false;
    }

    /// <summary>Before an event that is no process's own completes waits.</summary>
    public void Enter() => _running = true;

    /// <summary>After such an event: all whose waits were completed go on.</summary>
    public void Leave() => Run(TakeNext());

    /// <inheritdoc/>
    public void Handle(Simulation simulation, int operation, long payload) => Leave();

    /// <summary>Begins a process's life, to go on when its time comes.</summary>
    public void Admit(ProcessBox box, string? name, long number)
    {
        Misuse.Unless(box.State == ProcessState.Created, "a process can be started or awaited as a part only once");
        box.State = ProcessState.Started;
        box.Runtime = this;
        box.Slot = Living.Add(box, name, number);
    }

    /// <summary>Lets a process go on in this instant, after those that already may.</summary>
    public void Ready(ProcessBox box)
    {
        if (_lastReady is null)
        {
            _firstReady = box;
            if (!_running)
            {
                Simulation.ScheduleAt(Now, this, 0, priority: short.MinValue);
            }
        }
        else
        {
            _lastReady.Next = box;
        }

        _lastReady = box;
    }

    /// <summary>Lets a process go on directly after the current one.</summary>
    public void Continue(ProcessBox box) => _next = box;

    /// <summary>A wait got what it waited for; its source has let go of the node.</summary>
    public void Complete(WaitNode node)
    {
        ProcessBox owner = node.Owner!;
        node.IsDone = true;
        if (--owner.Missing > 0)
        {
            return;
        }

        owner.Branch = (sbyte)node.Branch;
        Ready(owner); // before those to whom its other branches make way
        WithdrawAll(owner);
    }

    /// <summary>After a wait: throws what it ended with, and frees its nodes.</summary>
    public void Finish()
    {
        ProcessBox box = Current!;
        if (box.Node is not null)
        {
            FreeNodes(box);
        }

        if (box.HasTrouble)
        {
            ThrowTrouble(box);
        }
    }

    /// <summary>Before <see cref="Finish"/> of a choice: keeps the node that brings an item, for whoever asks for it.</summary>
    public void KeepItem()
    {
        ProcessBox box = Current!;
        if (box.Kept is { } old)
        {
            box.Kept = null;
            old.Free();
        }

        ref WaitNode? link = ref box.Node;
        while (link is { } node)
        {
            if (node is { HasItem: true, IsDone: true })
            {
                link = node.Sibling;
                box.Kept = node;
                return;
            }

            link = ref node.Sibling;
        }
    }

    /// <summary>The current process, about to wait; where it has <see cref="ProcessBox.Trouble"/>, an interrupt kept for it, it must not.</summary>
    public ProcessBox AboutToWait()
    {
        ProcessBox? box = Current;
        if (box is null)
        {
            Suspension.RefuseContinuation();
        }

        if (box.Trouble is not null)
        {
            // What an earlier wait ended with has been thrown there, so this was kept for now.
            box.IsKept = false;
            box.WakeAt = Now;
        }

        return box;
    }

    /// <summary>A process has returned, or thrown what is in <see cref="ProcessBox.Error"/>.</summary>
    public void End(ProcessBox box)
    {
        box.State = ProcessState.Ended;
        if (box.Parent is { } parent)
        {
            HandOver(box, parent);
            return;
        }

        if (box.Error is not null && box.Joiners.First is null)
        {
            (_failed, _failedName) = (box, box.Name);
        }

        Living.Remove(box.Slot);
        box.Slot = -1;
        if (box.Joiners.First is not null)
        {
            TellJoiners(box);
        }
        else if (box.Error is null && !box.KeepsResult)
        {
            box.Recycle();
        }
    }

    public WaitNode Rent(IWaitSource source, ProcessBox owner, int branch)
    {
        WaitNode node = _freeNodes ?? new WaitNode(this);
        _freeNodes = node.Sibling;
        Begin(node, source, owner, branch);
        return node;
    }

    /// <summary>A node for a branch that was completed at once and needs no undoing.</summary>
    public WaitNode RentNothing(ProcessBox owner, int branch) => Rent(this, owner, branch);

    /// <summary>Fills in a node that is about to join a queue.</summary>
    public void Begin(WaitNode node, IWaitSource source, ProcessBox owner, int branch)
    {
        node.Sibling = null;
        node.Source = source;
        node.Owner = owner;
        node.Branch = branch;
        node.IsDone = false;
        node.Since = Now;
    }

    /// <summary>Takes a node back that no queue holds.</summary>
    public void Give(WaitNode node)
    {
        unchecked
        {
            node.Version++;
        }

        node.Owner = null;
        node.Sibling = _freeNodes;
        _freeNodes = node;
    }

    /// <summary>The text of a handler in failure messages: the failed process, where one has.</summary>
    public string HandlerName(string own) => _failedName is null ? own : $"process {_failedName}";

    public static bool Interrupt(ProcessBox box, object? cause)
    {
        if (box.Runtime is not { } runtime)
        {
            return false;
        }

        while (box.Part is { } part)
        {
            box = part;
        }

        if (box.Trouble is not null)
        {
            return false;
        }

        runtime.InterruptInnermost(box, cause ?? ProcessInterruptedException.NoCause);
        return true;
    }

    void IWaitSource.Withdraw(WaitNode node) => Simulation.Cancel(node.Timer);

    void IWaitSource.Elapsed(WaitNode node) => Complete(node);

    string IWaitSource.Describe(WaitNode node) => "a delay";

    /// <summary>For failure texts.</summary>
    public override string ToString() => HandlerName("processes");

    private void InterruptInnermost(ProcessBox box, object cause)
    {
        bool queues = box.Missing > 0;
        if (!queues && !(box.Node is null && Simulation.Cancel(box.Timer)))
        {
            (box.Trouble, box.IsKept) = (cause, true);
            return;
        }

        box.Trouble = cause;
        Ready(box);
        if (queues)
        {
            box.Missing = 0;
            box.WakeAt = Now;
            UndoDone(box);
            WithdrawAll(box);
        }
    }

    private ProcessBox? TakeNext()
    {
        ProcessBox? box = _next;
        if (box is not null)
        {
            _next = null;
            return box;
        }

        box = _firstReady;
        if (box is not null)
        {
            _firstReady = box.Next;
            box.Next = null;
            if (_firstReady is null)
            {
                _lastReady = null;
            }
        }

        return box;
    }

    private static void WithdrawAll(ProcessBox owner)
    {
        for (WaitNode? node = owner.Node; node is not null; node = node.Sibling)
        {
            if (!node.IsDone)
            {
                node.IsDone = true;
                node.Source!.Withdraw(node);
            }
        }
    }

    private static void UndoDone(ProcessBox owner)
    {
        for (WaitNode? node = owner.Node; node is not null; node = node.Sibling)
        {
            if (node.IsDone)
            {
                node.Source!.Undo(node);
            }
        }
    }

    private static void FreeNodes(ProcessBox box)
    {
        WaitNode? node = box.Node;
        box.Node = null;
        while (node is not null)
        {
            WaitNode? sibling = node.Sibling;
            node.Free();
            node = sibling;
        }
    }

    private void HandOver(ProcessBox part, ProcessBox parent)
    {
        parent.Part = null;
        if (part.Trouble is not null)
        {
            (parent.Trouble, parent.IsKept) = (part.Trouble, true);
        }

        _next = parent;
    }

    private void TellJoiners(ProcessBox box)
    {
        while (box.Joiners.First is { } node)
        {
            box.Joiners.Remove(node);
            if (box.Error is not null)
            {
                UndoDone(node.Owner!);
                node.Owner!.Trouble = new JoinFailure(box.Error);
                node.Owner.Missing = 1; // a failure ends a wait for all of several, too
            }

            Complete(node);
        }
    }

    [DoesNotReturn]
    private void ThrowTrouble(ProcessBox box)
    {
        object trouble = box.Trouble!;
        box.Trouble = null;
        if (trouble is JoinFailure failure)
        {
            ExceptionDispatchInfo.Throw(failure.Error);
        }

        throw new ProcessInterruptedException(trouble, box.WakeAt - Now);
    }

    [DoesNotReturn]
    private void ThrowFailure(ProcessBox? first)
    {
        if (first is not null)
        {
            first.Runtime ??= this; // it may have ended meanwhile, and is the handler whose name the message asks for
        }

        // What could still go on may, should the caller run on: by an event of its own.
        Current = null;
        _running = false;
        if (_firstReady is not null)
        {
            Simulation.ScheduleAt(Now, this, 0, priority: short.MinValue);
        }

        Exception error = _failed!.Error!;
        _failed = null;
        ExceptionDispatchInfo.Throw(error);
    }
}
