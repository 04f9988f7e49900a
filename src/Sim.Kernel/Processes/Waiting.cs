namespace Sim.Kernel.Processes;

/// <summary>The await of a single wait, the same for all kinds.</summary>
internal static class Waiting
{
    /// <summary>Whether the current process need not stop: it got what it wanted, or has an interrupt to look at.</summary>
    public static bool IsOver<TWait>(in TWait wait)
        where TWait : struct, IWait
    {
        ProcessBox box = wait.Runtime!.AboutToWait();
        return box.Trouble is not null || wait.TryNow(box);
    }

    public static void Suspend<TWait>(in TWait wait, ProcessBox box)
        where TWait : struct, IWait
    {
        box.Missing = 1;
        box.Node = wait.Begin(box, 0);
    }
}
