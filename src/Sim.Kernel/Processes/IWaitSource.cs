namespace Sim.Kernel.Processes;

/// <summary>What a wait waits for: it holds the node until it completes it.</summary>
internal interface IWaitSource
{
    /// <summary>Takes a node that has not completed out of the queue.</summary>
    void Withdraw(WaitNode node);

    /// <summary>The node's timer has run off.</summary>
    void Elapsed(WaitNode node) => throw new InvariantException($"{Describe(node)} has no timer");

    /// <summary>Gives back what a completed node got, when the whole of which it is a part was withdrawn.</summary>
    void Undo(WaitNode node)
    {
    }

    /// <summary>What the node waits for, for people.</summary>
    string Describe(WaitNode node);
}
