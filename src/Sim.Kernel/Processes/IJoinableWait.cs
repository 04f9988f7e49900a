namespace Sim.Kernel.Processes;

/// <summary>A wait that yields nothing but having happened, or amounts that can be given back: what <c>AllOf</c> takes.</summary>
public interface IJoinableWait : IWait
{
    /// <summary>A node for a branch that was completed at once, to undo it should the whole be withdrawn.</summary>
    internal WaitNode Done(ProcessBox owner, int branch) => owner.Runtime!.Rent(owner.Runtime, owner, branch);
}
