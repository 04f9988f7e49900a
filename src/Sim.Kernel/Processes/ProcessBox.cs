using System;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>The one object behind a process: its state machine, its place among the others, and the handler of its delays.</summary>
internal abstract class ProcessBox : IEventHandler, IWaitSource
{
    /// <summary>Which simulation it lives in; null before it is started.</summary>
    public ProcessRuntime? Runtime;

    /// <summary>What the wait that has just ended throws: a <see cref="JoinFailure"/>, or the cause of an interrupt.</summary>
    /// <remarks>While <see cref="IsKept"/>, the cause of an interrupt that came while it was not waiting, for the next wait.</remarks>
    public object? Trouble;

    /// <summary>The first branch of its current wait; null during a plain delay.</summary>
    public WaitNode? Node;

    /// <summary>The process that awaits this one as its part.</summary>
    public ProcessBox? Parent;

    /// <summary>The part it awaits.</summary>
    public ProcessBox? Part;

    /// <summary>The next in the list of those that may go on, or in the pool.</summary>
    public ProcessBox? Next;

    /// <summary>What it threw.</summary>
    public Exception? Error;

    /// <summary>A node with an item that the process has not asked for yet; see <see cref="Selection.Item"/>.</summary>
    public WaitNode? Kept;

    /// <summary>Those who wait for its end.</summary>
    public WaitList Joiners;

    /// <summary>The event of its current delay, or a past one.</summary>
    public EventHandle Timer;

    /// <summary>When its current delay ends.</summary>
    public SimTime WakeAt;

    /// <summary>Its place among the living; negative before the start, of a part and after the end.</summary>
    public int Slot = -1;

    public ProcessState State;

    /// <summary>Whether <see cref="Trouble"/> is not for the wait that has ended, but for the next.</summary>
    public bool IsKept;

    /// <summary>How many branches of the current wait must still complete before it goes on; 0 where it is not in a queue.</summary>
    public byte Missing;

    /// <summary>Which branch completed the last wait; -1 where none did at once.</summary>
    public sbyte Branch;

    /// <summary>Tells apart the processes that this object has served.</summary>
    public uint Version = 1;

    /// <summary>Whether it must outlive its process for a result that may still be asked for.</summary>
    public readonly bool KeepsResult;

    protected ProcessBox(bool keepsResult) => KeepsResult = keepsResult;

    /// <summary>As given at the start, with its number; else the name of its method.</summary>
    public string Name => (Slot < 0 ? null : Runtime!.Living.NameOf(Slot)) ?? MethodName;

    /// <summary>Whether the wait that has just ended throws.</summary>
    public bool HasTrouble => Trouble is not null && !IsKept;

    protected abstract string MethodName { get; }

    /// <summary>Goes on with the method up to its next wait or its end.</summary>
    public abstract void MoveNext();

    /// <summary>Forgets everything and goes to the pool, under another version.</summary>
    public void Recycle()
    {
        unchecked
        {
            Version++;
        }

        if (Kept is not null)
        {
            Kept.Free();
        }

        (Runtime, Parent, Part, Error, Trouble, Node, Kept) = (null, null, null, null, null, null, null);
        (State, IsKept) = (ProcessState.Created, false);
        ToPool();
    }

    /// <inheritdoc/>
    public void Handle(Simulation simulation, int operation, long payload) => Runtime!.Run(this);

    public void End() => Runtime!.End(this);

    public void Fail(Exception error)
    {
        Error = error;
        Runtime!.End(this);
    }

    void IWaitSource.Withdraw(WaitNode node) => Joiners.Remove(node);

    string IWaitSource.Describe(WaitNode node) => $"the end of {Name}";

    /// <summary>For failure texts: names the process that failed, since one event can let several go on.</summary>
    public override string ToString() => Runtime?.HandlerName(Name) ?? Name;

    /// <summary>Clears the state machine and keeps this object for the next call of the method.</summary>
    protected abstract void ToPool();

    /// <summary><c>Customer</c> for the state machine <c>&lt;Customer&gt;d__3</c> of the method or local function of that name.</summary>
    protected static string MethodNameOf(Type stateMachine)
    {
        string name = stateMachine.Name;
        int start = name.LastIndexOf(">g__", StringComparison.Ordinal);
        if (start >= 0)
        {
            int bar = name.IndexOf('|', start);
            return name[(start + 4)..(bar < 0 ? name.Length : bar)];
        }

        int end = name.IndexOf('>', StringComparison.Ordinal);
        return end > 1 ? name[1..end] : name;
    }
}
