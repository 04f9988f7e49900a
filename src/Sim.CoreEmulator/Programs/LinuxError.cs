namespace Sim.CoreEmulator.Programs;

/// <summary>Error numbers of Linux; system calls return them negated.</summary>
internal static class LinuxError
{
    public const long NoPermission = -1;
    public const long NoEntry = -2;
    public const long NoProcess = -3;
    public const long BadFile = -9;
    public const long TryAgain = -11;
    public const long NoMemory = -12;
    public const long BadAddress = -14;
    public const long Invalid = -22;
    public const long NotATerminal = -25;
    public const long IllegalSeek = -29;
    public const long Range = -34;
    public const long NotImplemented = -38;
}
