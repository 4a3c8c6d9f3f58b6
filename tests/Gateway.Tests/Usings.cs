global using Buurtzorg.Testing;
global using Xunit;
