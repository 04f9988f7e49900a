using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Machines;

/// <summary>Takes a machine's steps one by one, in place of letting harts run: a commit log, a debugger, a count of instructions.</summary>
internal interface IStepper
{
    /// <summary>Has a hart take one step by <see cref="Hart.Run"/>, or several.</summary>
    /// <param name="hart">The hart.</param>
    /// <param name="most">No more than so many.</param>
    /// <returns>The steps taken.</returns>
    long Step(Hart hart, long most);
}
