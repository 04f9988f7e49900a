namespace Sim.Cli.Terminal;

/// <summary>What `sim` tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Fine.</summary>
    public const int Fine = 0;

    /// <summary>A check or an objective failed.</summary>
    public const int NotMet = 1;

    /// <summary>Bad input or usage.</summary>
    public const int BadInput = 2;

    /// <summary>A broken invariant in Sim itself.</summary>
    public const int Broken = 3;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
